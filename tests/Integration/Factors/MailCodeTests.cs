using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Attack;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff;
using Restpy.Staff.Factors;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Factors;

/// <summary>A code by mail lets in whoever has the mailbox, in one browser, for five minutes, once.</summary>
public sealed class MailCodeTests
{
    [Theory, OnBothDatabases]
    public async Task A_role_that_asks_for_a_code_lets_nobody_in_with_the_password_alone(DatabaseKind kind)
    {
        await using var restpy = await Somebody.AskingOwnerAsync(kind);
        using var browser = restpy.Visitor();
        Assert.Equal("/sign-in/second", await Somebody.PasswordAsync(browser, Somebody.Owner));
        Assert.False(await Somebody.IsInAsync(browser));
        Assert.Null(browser.Cookies.GetCookies(restpy.Address)["restpy"]);
        var letter = Assert.Single(await Somebody.LettersAsync(restpy, Somebody.Owner));
        Assert.Null(letter.Link);
        Assert.DoesNotContain(letter.Paragraphs, p => p.Contains("http", StringComparison.Ordinal));
        Assert.Contains(letter.Paragraphs, p => p.Contains("UTC", StringComparison.Ordinal)
            && p.Contains("127.0.0.1", StringComparison.Ordinal)
            && p.Contains("RestpyTests", StringComparison.Ordinal));
        var code = Assert.Single(await Somebody.CodesAsync(restpy, Somebody.Owner));
        Assert.True(await Somebody.CodeAsync(browser, code));
        // Another role of the same restaurant is not asked.
        using var waiter = restpy.Visitor();
        Assert.Equal("/staff", await Somebody.PasswordAsync(waiter, Somebody.Waiter));
    }

    [Theory, OnBothDatabases]
    public async Task A_code_works_once_in_its_browser_within_five_minutes(DatabaseKind kind)
    {
        await using var restpy = await Somebody.AskingOwnerAsync(kind);
        using var browser = restpy.Visitor();
        using var other = restpy.Visitor();
        await Somebody.PasswordAsync(browser, Somebody.Owner);
        var code = (await Somebody.CodesAsync(restpy, Somebody.Owner))[0];
        // Somebody else who knows the password has no code of their own within the minute, and this one is not theirs.
        await Somebody.PasswordAsync(other, Somebody.Owner);
        Assert.Single(await Somebody.CodesAsync(restpy, Somebody.Owner));
        Assert.False(await Somebody.CodeAsync(other, code));
        // Nor another person's.
        await Somebody.AskAsync(restpy, Role.Waiter, SecondFactorRequirement.SecondFactor);
        using var waiter = restpy.Visitor();
        await Somebody.PasswordAsync(waiter, Somebody.Waiter);
        Assert.False(await Somebody.CodeAsync(waiter, code));
        restpy.Clock.Advance(TimeSpan.FromSeconds(250));
        var page = await browser.PageAsync("/sign-in/second");
        Assert.True(await Somebody.CodeAsync(browser, code));
        using var replayed = await Somebody.TypeAsync(browser, page, code);
        Assert.True(replayed.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.BadRequest);
        Assert.Equal(1, await Somebody.SessionsAsync(restpy, Somebody.Owner));
        // A pending sign-in of another browser stays closed to a code that was used.
        Assert.False(await Somebody.CodeAsync(other, code));
    }

    [Theory, OnBothDatabases]
    public async Task After_five_minutes_to_the_millisecond_a_code_is_nothing(DatabaseKind kind)
    {
        await using var restpy = await Somebody.AskingOwnerAsync(kind);
        await restpy.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var (owner, proofs, sent) = (await db.Set<Staff.Person>().FirstAsync(p => p.Email == Somebody.Owner),
                s.GetRequiredService<SecondFactorVerifier>(), s.GetRequiredService<MailCodes>());
            var ask = new Ask(Ask.SignIn, "this browser", "127.0.0.1", "127.0.0.1", "test");
            foreach (var (late, good) in new[] {
                (TimeSpan.FromMilliseconds(1), false), (TimeSpan.FromSeconds(-2), true) })
            {
                Assert.True((await sent.SendAsync(owner, ask, default)).Ok);
                var (code, endsAt) = ((await Somebody.CodesAsync(restpy, Somebody.Owner))[0],
                    (await db.Set<MailCode>().AsNoTracking().SingleAsync()).EndsAt);
                restpy.Clock.Advance(endsAt - restpy.Clock.GetUtcNow() + late);
                // In another purpose it is another code, at any time.
                Assert.False((await proofs.CheckAsync(
                    owner, SecondFactorMethod.Email, code, ask with { Purpose = Ask.StepUp }, default)).Ok);
                Assert.Equal(good, (await proofs.CheckAsync(owner, SecondFactorMethod.Email, code, ask, default)).Ok);
            }
            return 0;
        });
    }

    [Theory, OnBothDatabases]
    public async Task A_sign_in_that_began_with_another_password_is_not_finished(DatabaseKind kind)
    {
        await using var restpy = await Somebody.AskingOwnerAsync(kind);
        using var browser = restpy.Visitor();
        await Somebody.PasswordAsync(browser, Somebody.Owner);
        var (code, page) =
            ((await Somebody.CodesAsync(restpy, Somebody.Owner))[0], await browser.PageAsync("/sign-in/second"));
        await restpy.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var owner = await db.Set<Staff.Person>().FirstAsync(p => p.Email == Somebody.Owner);
            owner.ChangePassword(owner.PasswordHash, db.Time.GetUtcNow());
            db.Act("staff.hired", nameof(Staff.Person), owner.Id);
            return await db.SaveChangesAsync();
        });
        using var answer = await Somebody.TypeAsync(browser, page, code);
        Assert.Equal("/sign-in", answer.Headers.Location!.ToString());
        Assert.False(await Somebody.IsInAsync(browser));
        // Nor in another browser, whatever is copied into it but the device.
        using var thief = restpy.Visitor();
        await Somebody.PasswordAsync(browser, Somebody.Owner);
        thief.Cookies.Add(restpy.Address,
            new System.Net.Cookie("restpy-second", browser.Cookies.GetCookies(restpy.Address)["restpy-second"]!.Value));
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/sign-in/second")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_code_stands_nowhere_but_in_its_letter(DatabaseKind kind)
    {
        await using var restpy = await Somebody.AskingOwnerAsync(kind);
        using var browser = restpy.Visitor();
        await Somebody.PasswordAsync(browser, Somebody.Owner);
        var code = (await Somebody.CodesAsync(restpy, Somebody.Owner))[0];
        var page = await (await Somebody.TypeAsync(browser, Somebody.Wrong(code))).Content.ReadAsStringAsync();
        Assert.DoesNotContain(code, page);
        await using var connection =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>());
        var (found, tables) =
            await DatabaseText.FindAsync(connection, [code, $"{code[..4]} {code[4..]}", Somebody.Wrong(code)]);
        Assert.True(tables > 30);
        Assert.Empty(found);
    }

    [Theory]
    [InlineData("1234 5678", "12345678")]
    [InlineData("१२३४५६७८", "12345678")]
    [InlineData("１２３４５６７８", "12345678")]
    [InlineData(" 1234-5678 ", "12345678")]
    [InlineData("1234567", null)]
    [InlineData("123456789", null)]
    [InlineData("1234567²", null)]
    [InlineData("12345678'--", null)]
    [InlineData("", null)]
    public void Digits_of_any_script_are_digits_and_nothing_else_is(string typed, string? read) =>
    Assert.Equal(read, Codes.Digits(typed, 8));
}
