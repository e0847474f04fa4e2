using System.Globalization;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Trust;

/// <summary>The file security.txt names the contact for reports of weaknesses.</summary>
public sealed class SecurityTxtTests
{
    private static readonly Dictionary<string, string> Quiet = new() { ["Restpy:SelfChecks"] = "off" };

    [Theory, OnBothDatabases]
    public async Task Security_txt_names_a_contact_and_never_runs_out(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: new(Quiet)
        {
            ["Restpy:PublicUrl"] = "https://restpy.example",
        });
        restpy.Clock.Advance(TimeSpan.FromDays(400));
        using var visitor = restpy.Visitor();
        var answer = await visitor.GetAsync("/.well-known/security.txt");
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var fields = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Split(": ", 2)).ToDictionary(f => f[0], f => f[1]);
        Assert.StartsWith("mailto:", fields["Contact"]);
        Assert.Equal("https://restpy.example/.well-known/security.txt", fields["Canonical"]);
        var left = DateTimeOffset.Parse(fields["Expires"], CultureInfo.InvariantCulture) - restpy.Clock.GetUtcNow();
        Assert.InRange(left.TotalDays, 179, 181);
    }
}
