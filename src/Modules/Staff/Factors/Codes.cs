using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OtpNet;
using Restpy.Kernel;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Staff.Factors;

/// <summary>Codes people type: how they are made, read and kept.</summary>
internal sealed class Codes(MasterKey master)
{
    public const int MailDigits = 8;
    private const int RecoveryLetters = 16;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>
    /// The codes are 80 bits each; the rounds are for whoever asks for a slow hash, not for guessing.
    /// </summary>
    private const int Rounds = 10_000;

    private const string Purpose = "second factor";

    public static string NewMailCode() =>
        RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>
    /// A keyed hash, with everything the code is bound to inside: in another place it is another code.
    /// </summary>
    public string Hash(Guid challengeId, Guid personId, string purpose, string code) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(master.For(Purpose), Bound(challengeId, personId, purpose, code)));

    /// <summary>
    /// Whether a typed code is the one that was sent; the hash may be older than a rotation of the master key.
    /// </summary>
    public bool IsSent(MailCode sent, Guid personId, string purpose, string code) =>
        master.IsTag(Purpose, Bound(sent.ChallengeId, personId, purpose, code), Convert.FromHexString(sent.Hash));

    private static byte[] Bound(Guid challengeId, Guid personId, string purpose, string code) =>
        Encoding.UTF8.GetBytes($"{challengeId:N}|{personId:N}|{purpose}|{code}");

    public static bool AreEqual(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(one), Encoding.ASCII.GetBytes(other));

    /// <summary>
    /// Digits of any script are digits: a Hindi keyboard writes ०-९, a Japanese one full width. Spaces and hyphens are
    /// for the eye.
    /// </summary>
    /// <returns>Null for anything else.</returns>
    public static string? Digits(string? typed, int length)
    {
        if (typed is null or { Length: > 40 }) return null;
        var digits = new StringBuilder();
        foreach (var c in typed.Trim())
        {
            if (c is ' ' or '-' or '\u00a0' or '\u202f') continue;
            if (!char.IsDigit(c)) return null;
            digits.Append((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)));
        }
        return digits.Length == length ? digits.ToString() : null;
    }

    public static string NewRecoveryCode() => RandomNumberGenerator.GetString(Base32, RecoveryLetters);

    /// <summary>In fours, to copy from paper.</summary>
    public static string InFours(string code) => string.Join(' ', code.Chunk(4).Select(four => new string(four)));

    /// <returns>Null for what cannot be one. 0, 1 and 8 are not in the alphabet: whoever reads them means O, I or
    /// B.</returns>
    public static string? Recovery(string? typed)
    {
        if (typed is null or { Length: > 60 }) return null;
        var letters = new string([
            .. CleanText.Normal(typed, NormalizationForm.FormKC).ToUpperInvariant().Where(c => c is not (' ' or '-'))
            .Select(c => c switch { '0' => 'O', '1' => 'I', '8' => 'B', _ => c })]);
        return letters.Length == RecoveryLetters && letters.All(Base32.Contains) ? letters : null;
    }

    public static string NewSalt() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

    /// <returns>salt$hash</returns>
    public static string RecoveryHash(string code, string salt) =>
        $"{salt}${Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2(code, Convert.FromBase64String(salt), Rounds, HashAlgorithmName.SHA256, 32))}";

    public static string SaltOf(string hash) => hash.Split('$')[0];

    public static string ToBase32(byte[] bytes) => Base32Encoding.ToString(bytes);
}
