using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Staff;
using Restpy.Staff.Factors;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Factors;

/// <summary>An app, recovery codes, and what a role makes of them.</summary>
public sealed class OwnFactorTests
{
    private const string Mine = "/staff/account/factors";

    [Theory, OnBothDatabases]
    public async Task An_app_is_added_with_its_first_code_and_asked_for_from_then_on(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.SignInAsync(Somebody.Owner);
        var key = await AddAppAsync(restpy, owner);
        // Told by mail and in the log; the key stands nowhere.
        Assert.Contains(await Somebody.LettersAsync(restpy, Somebody.Owner), l => l.Subject == "A new way to sign in");
        Assert.Equal(1, await Somebody.ActsAsync(restpy, "staff.factor-added"));
        await using (var connection =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>()))
            Assert.Empty((await DatabaseText.FindAsync(connection, [Codes.ToBase32(key), Convert.ToBase64String(key)]))
                .Found);
        using var browser = restpy.Visitor();
        Assert.Equal("/sign-in/second", await Somebody.PasswordAsync(browser, Somebody.Owner));
        // Not by mail: a mailbox is no way around it.
        Assert.Null((await browser.PageAsync("/sign-in/second")).QuerySelector("form[data-means=Email]"));
        Assert.False(await Somebody.CodeAsync(
            browser, Totp.At(key, Totp.StepAt(restpy.Clock.GetUtcNow()) - 2), SecondFactorMethod.App));
        restpy.Clock.Advance(TimeSpan.FromSeconds(60));
        var code = Totp.At(key, Totp.StepAt(restpy.Clock.GetUtcNow()) + 1);
        Assert.True(await Somebody.CodeAsync(browser, code, SecondFactorMethod.App));
        // The same code, and the ones before it, are spent.
        using var thief = restpy.Visitor();
        await Somebody.PasswordAsync(thief, Somebody.Owner);
        Assert.False(await Somebody.CodeAsync(thief, code, SecondFactorMethod.App));
        Assert.False(await Somebody.CodeAsync(
            thief, Totp.At(key, Totp.StepAt(restpy.Clock.GetUtcNow())), SecondFactorMethod.App));
    }

    [Theory, OnBothDatabases]
    public async Task A_recovery_code_lets_in_once_and_a_new_set_ends_the_old(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.SignInAsync(Somebody.Owner);
        // There is nothing to recover yet.
        Assert.Null((await owner.PageAsync(Mine)).QuerySelector("form[action*='Codes']"));
        await AddAppAsync(restpy, owner);
        var old = await NewCodesAsync(owner);
        var codes = await NewCodesAsync(owner);
        Assert.Equal(10, codes.Distinct().Count());
        Assert.All(codes, c => Assert.Equal(16, c.Replace(" ", "", StringComparison.Ordinal).Length));
        await using (var connection =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>()))
            Assert.Empty((await DatabaseText.FindAsync(
                connection, [.. codes, .. codes.Select(c => c.Replace(" ", "", StringComparison.Ordinal))])).Found);
        using var browser = restpy.Visitor();
        await Somebody.PasswordAsync(browser, Somebody.Owner);
        Assert.False(await Somebody.CodeAsync(browser, old[0], SecondFactorMethod.Recovery));
        Assert.True(await Somebody.CodeAsync(browser, codes[3].ToLowerInvariant(), SecondFactorMethod.Recovery));
        Assert.Contains(await Somebody.LettersAsync(restpy, Somebody.Owner),
            l => l.Subject == "A recovery code was used");
        using var again = restpy.Visitor();
        await Somebody.PasswordAsync(again, Somebody.Owner);
        Assert.False(await Somebody.CodeAsync(again, codes[3], SecondFactorMethod.Recovery));
        Assert.True(await Somebody.CodeAsync(again, codes[4], SecondFactorMethod.Recovery));
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_removes_or_names_a_factor_of_somebody_else(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.SignInAsync(Somebody.Owner);
        await AddAppAsync(restpy, owner);
        var id = (await owner.PageAsync(Mine))
            .QuerySelector("form[action*='Remove'] input[name=id]")!.GetAttribute("value");
        var waiter = await restpy.SignInAsync(Somebody.Waiter);
        using var answer = await waiter.SubmitAsync(
            await waiter.PageAsync(Mine), "form[action*='NewApp']", new() { ["id"] = id }, Mine + "?handler=Remove");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.NotNull((await owner.PageAsync(Mine)).QuerySelector("[data-factors] li"));
        // A key sealed for one session is none in another.
        var shown = await PageClient.ParseAsync(
            await owner.SubmitAsync(await owner.PageAsync(Mine), "form[action*='NewApp']"));
        var key = KeyOn(shown);
        using var stolen = await waiter.SubmitAsync(await waiter.PageAsync(Mine), "form[action*='NewApp']",
            new()
            {
                ["kept"] = shown.QuerySelector("input[name=kept]")!.GetAttribute("value"),
                ["code"] = Totp.At(key, Totp.StepAt(restpy.Clock.GetUtcNow())), ["name"] = "x",
            }, Mine + "?handler=AddApp");
        Assert.Equal(HttpStatusCode.BadRequest, stolen.StatusCode);
    }

    [Fact]
    public void Codes_of_apps_are_those_of_rfc_6238()
    {
        var key = "12345678901234567890"u8.ToArray();
        // Appendix B, the last six of eight digits.
        foreach (var (seconds, code) in new[] {
            (59L, "287082"), (1111111109L, "081804"), (1111111111L, "050471"), (1234567890L, "005924"),
            (2000000000L, "279037"), (20000000000L, "353130") })
            Assert.Equal(code, Totp.At(key, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Codes.ToBase32(key));
    }

    public static async Task<byte[]> AddAppAsync(TestProduct restpy, PageClient browser)
    {
        var shown = await PageClient.ParseAsync(
            await browser.SubmitAsync(await browser.PageAsync(Mine), "form[action*='NewApp']"));
        var key = KeyOn(shown);
        // A wrong code keeps the same key on the page.
        shown = await PageClient.ParseAsync(await browser.SubmitAsync(shown, "form[action*='AddApp']", new()
        {
            ["code"] = Somebody.Wrong(Totp.At(key, Totp.StepAt(restpy.Clock.GetUtcNow()) + 3)),
        }));
        Assert.Equal(key, KeyOn(shown));
        using var added = await browser.SubmitAsync(shown, "form[action*='AddApp']", new()
        {
            ["code"] = Totp.At(key, Totp.StepAt(restpy.Clock.GetUtcNow())),
        });
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        return key;
    }

    private static byte[] KeyOn(IHtmlDocument page)
    {
        var letters = page.QuerySelector("[data-key]")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        var bits = string.Concat(
            letters.Select(c => Convert.ToString(
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }

    private static async Task<List<string>> NewCodesAsync(PageClient browser)
    {
        var page = await PageClient.ParseAsync(
            await browser.SubmitAsync(await browser.PageAsync(Mine), "form[action*='=Codes']"));
        return [.. page.QuerySelectorAll("[data-codes] code").Select(c => c.TextContent)];
    }
}
