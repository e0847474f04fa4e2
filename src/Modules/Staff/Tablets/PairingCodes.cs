using System.Security.Cryptography;
using System.Text;
using Restpy.Kernel;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Staff.Tablets;

/// <summary>
/// Codes that are read from one screen and typed into another: eight signs of which none looks like another.
/// </summary>
internal sealed class PairingCodes(MasterKey master)
{
    public static readonly TimeSpan Good = TimeSpan.FromMinutes(10);

    /// <summary>
    /// No 0 and O, 1 and I and L, 2 and Z, 5 and S, 8 and B; no vowels, so no words. 25,600,000,000 codes.
    /// </summary>
    private const string Signs = "CDFHJKMNPRTVWXY34679";
    private const int Length = 8;

    private const string Purpose = "pairing";

    public static string New() => RandomNumberGenerator.GetString(Signs, Length);

    /// <returns>Null for what cannot be one.</returns>
    public static string? Read(string? typed)
    {
        if (typed is null or { Length: > 40 }) return null;
        var code = new string([
            .. CleanText.Normal(typed, NormalizationForm.FormKC).ToUpperInvariant()
            .Where(c => !char.IsWhiteSpace(c) && c != '-')]);
        return code.Length == Length && code.All(Signs.Contains) ? code : null;
    }

    public static string InFours(string code) => $"{code[..4]} {code[4..]}";

    public string HashOf(string code) => HashOf(code, master.For(Purpose));

    /// <summary>By each master key: the code may have been shown before a rotation.</summary>
    public IEnumerable<string> HashesOf(string code) => master.AllFor(Purpose).Select(key => HashOf(code, key));

    private static string HashOf(string code, byte[] key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(code)));
}
