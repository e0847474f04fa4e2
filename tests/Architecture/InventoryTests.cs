using System.Text.RegularExpressions;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>docs/security/inventory.md names every file of the product that uses cryptography, and no other.</summary>
public sealed partial class InventoryTests
{
    [Fact]
    public void Every_use_of_cryptography_is_in_the_inventory()
    {
        var named = Named(Source.Read("docs/security/inventory.md"));
        var users = Source.Files("*.cs", "src").Where(f => Uses(Source.Read(f))).Select(f => Path.GetFileName(f))
            .ToHashSet();
        Assert.True(users.Count > 20, "Hardly a file uses cryptography: the search finds nothing any more.");
        Complaints.None([
            .. users.Except(named).Select(f => $"{f} uses cryptography and is not in docs/security/inventory.md."),
            .. named.Except(users)
            .Select(f => $"docs/security/inventory.md names {f}, which uses no cryptography or is gone."),
        ]);
    }

    [Theory, InlineData("using System.Security.Cryptography;"),
        InlineData("var hash = System.Security.Cryptography.MD5.HashData(x);"),
        InlineData("IDataProtectionProvider keys"), InlineData("Codes(MasterKey master)")]
    public void Probe_a_use_is_found(string code) => Assert.True(Uses(code));

    [Fact]
    public void What_is_broken_or_can_be_guessed_stands_nowhere() =>
        Assert.Equal(
            ["src/Demo/History/CurrentEvening.cs: Random", "src/Demo/History/DemoTraffic.cs: Random",
                "src/Demo/History/Evening.cs: Random", "src/Demo/History/PastWeek.cs: Random",
                "src/Demo/LargeRestaurant.cs: Random", "src/Modules/Staff/Factors/Totp.cs: OtpHashMode.Sha1"],
            Source.Files("*.cs", "src")
            .SelectMany(f => Weak().Matches(Source.Read(f)).Select(m => $"{f}: {m.Value}").Distinct()));

    [Theory, InlineData("MD5.HashData(x)"), InlineData("using var aes = Aes.Create();"), InlineData("SHA1.HashData(x)"),
        InlineData("Random.Shared.Next()"), InlineData("new Random(1)"), InlineData("CipherMode.ECB"),
        InlineData("new TripleDESCng()")]
    public void Probe_a_weak_one_is_found(string code) => Assert.Matches(Weak(), code);

    [Theory, InlineData("new AesGcm(key, 16)"), InlineData("RandomNumberGenerator.Fill(x)"),
        InlineData("&algorithm=SHA1&digits="), InlineData("HMACSHA256.HashData(key, x)")]
    public void Probe_a_sound_one_is_not(string code) => Assert.DoesNotMatch(Weak(), code);

    private static bool Uses(string code) => Use().IsMatch(code);

    private static HashSet<string> Named(string page) => [.. Name().Matches(page).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"System\.Security\.Cryptography|IDataProtect|AddDataProtection|\bMasterKey \w+[,)]|BouncyCastle|\b(MD5|SHA1|SHA256|SHA512|HMAC\w+|AesGcm|Aes|RSA|ECDsa)\.")]
    private static partial Regex Use();

    /// <summary>
    /// Broken ones, ciphers that do not notice a change, key pairs nobody has reviewed, and numbers somebody can
    /// foresee.
    /// </summary>
    [GeneratedRegex(@"\b(OtpHashMode\.Sha1|(HMAC)?(MD5|SHA1)(?!&)|DES|(TripleDES|RC2|Aes|DSA|RSA)(Cng|Managed|CryptoServiceProvider)?|ECDsa|CipherMode|PaddingMode|RSAEncryptionPadding|Random(?= dice|\(|\.))\b")]
    private static partial Regex Weak();

    [GeneratedRegex(@"`(\w+\.cs)`")]
    private static partial Regex Name();
}
