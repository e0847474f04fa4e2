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
        var users = Source.Files("*.cs", "src").Where(f => Uses(Source.Read(f))).Select(f => Path.GetFileName(f)).ToHashSet();
        Assert.True(users.Count > 20, "Hardly a file uses cryptography: the search finds nothing any more.");
        Complaints.None([
            .. users.Except(named).Select(f => $"{f} uses cryptography and is not in docs/security/inventory.md."),
            .. named.Except(users).Select(f => $"docs/security/inventory.md names {f}, which uses no cryptography or is gone."),
        ]);
    }

    [Theory, InlineData("using System.Security.Cryptography;"), InlineData("var hash = System.Security.Cryptography.MD5.HashData(x);"), InlineData("IDataProtectionProvider keys"), InlineData("Codes(MasterKey master)")]
    public void Probe_a_use_is_found(string code) => Assert.True(Uses(code));

    private static bool Uses(string code) => Use().IsMatch(code);

    private static HashSet<string> Named(string page) => [.. Name().Matches(page).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"System\.Security\.Cryptography|IDataProtect|AddDataProtection|\bMasterKey \w+[,)]|BouncyCastle|\b(MD5|SHA1|SHA256|SHA512|HMAC\w+|AesGcm|Aes|RSA|ECDsa)\.")]
    private static partial Regex Use();

    [GeneratedRegex(@"`(\w+\.cs)`")]
    private static partial Regex Name();
}
