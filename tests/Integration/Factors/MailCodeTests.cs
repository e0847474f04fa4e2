using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Attack;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff.Factors;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Factors;

/// <summary>A code by mail lets in whoever has the mailbox, once, and nobody who guesses.</summary>
public sealed class MailCodeTests
{
    [Theory, OnBothDatabases]
    public async Task A_role_that_asks_for_a_code_lets_nobody_in_with_the_password_alone(DatabaseKind kind)
    {
        await using var house = await AskingAsync(kind);
        using var browser = house.Visitor();
        Assert.Equal("/sign-in/second", await Somebody.PasswordAsync(browser, Somebody.Owner));
        Assert.False(await Somebody.IsInAsync(browser));
        Assert.Null(browser.Cookies.GetCookies(house.Address)["restpy"]);
        var letter = Assert.Single(await Somebody.LettersAsync(house, Somebody.Owner));
        Assert.Null(letter.Link);
        Assert.DoesNotContain(letter.Paragraphs, p => p.Contains("http", StringComparison.Ordinal));
        Assert.Contains(letter.Paragraphs, p => p.Contains("UTC", StringComparison.Ordinal) && p.Contains("127.0.0.1", StringComparison.Ordinal) && p.Contains("RestpyTests", StringComparison.Ordinal));
        var code = Assert.Single(await Somebody.CodesAsync(house, Somebody.Owner));
        Assert.True(await Somebody.CodeAsync(browser, code));
        // Another role of the same house is not asked.
        using var waiter = house.Visitor();
        Assert.Equal("/staff", await Somebody.PasswordAsync(waiter, Somebody.Waiter));
    }

    [Theory, OnBothDatabases]
    public async Task A_code_works_once_in_its_browser_within_five_minutes(DatabaseKind kind)
    {
        await using var house = await AskingAsync(kind);
        using var browser = house.Visitor();
        using var other = house.Visitor();
        await Somebody.PasswordAsync(browser, Somebody.Owner);
        var code = (await Somebody.CodesAsync(house, Somebody.Owner))[0];
        // Somebody else who knows the password has no code of their own within the minute, and this one is not theirs.
        await Somebody.PasswordAsync(other, Somebody.Owner);
        Assert.Single(await Somebody.CodesAsync(house, Somebody.Owner));
        Assert.False(await Somebody.CodeAsync(other, code));
        // Nor another person's.
        await Somebody.AskAsync(house, Role.Waiter, Demand.SecondFactor);
        using var waiter = house.Visitor();
        await Somebody.PasswordAsync(waiter, Somebody.Waiter);
        Assert.False(await Somebody.CodeAsync(waiter, code));
        house.Clock.Advance(TimeSpan.FromSeconds(250));
        var page = await browser.PageAsync("/sign-in/second");
        Assert.True(await Somebody.CodeAsync(browser, code));
        using var replayed = await Somebody.TypeAsync(browser, page, code);
        Assert.True(replayed.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.BadRequest);
        Assert.Equal(1, await Somebody.SessionsAsync(house, Somebody.Owner));
        // A pending sign-in of another browser stays closed to a code that was used.
        Assert.False(await Somebody.CodeAsync(other, code));
    }

    [Theory, OnBothDatabases]
    public async Task After_five_minutes_to_the_millisecond_a_code_is_nothing(DatabaseKind kind)
    {
        await using var house = await AskingAsync(kind);
        await house.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var (owner, proofs, sent) = (await db.Set<Staff.Person>().FirstAsync(p => p.Email == Somebody.Owner), s.GetRequiredService<Proofs>(), s.GetRequiredService<MailCodes>());
            var ask = new Ask(Ask.SignIn, "this browser", "127.0.0.1", "127.0.0.1", "test");
            foreach (var (late, good) in new[] { (TimeSpan.FromMilliseconds(1), false), (TimeSpan.FromSeconds(-2), true) })
            {
                Assert.True((await sent.SendAsync(owner, ask, default)).Ok);
                var (code, endsAt) = ((await Somebody.CodesAsync(house, Somebody.Owner))[0], (await db.Set<MailCode>().AsNoTracking().SingleAsync()).EndsAt);
                house.Clock.Advance(endsAt - house.Clock.GetUtcNow() + late);
                // In another purpose it is another code, at any time.
                Assert.False((await proofs.CheckAsync(owner, Means.Email, code, ask with { Purpose = Ask.StepUp }, default)).Ok);
                Assert.Equal(good, (await proofs.CheckAsync(owner, Means.Email, code, ask, default)).Ok);
            }
            return 0;
        });
    }

    [Theory, OnBothDatabases]
    public async Task Guesses_count_for_the_person_over_all_browsers_and_ten_is_the_end(DatabaseKind kind)
    {
        await using var house = await AskingAsync(kind);
        var browsers = new List<PageClient>();
        for (var i = 0; i < 20; i++)
        {
            browsers.Add(house.Visitor());
            Assert.Equal("/sign-in/second", await Somebody.PasswordAsync(browsers[i], Somebody.Owner));
        }
        // Two of them get a code, and all of them guess five times at once: of a hundred guesses five are looked at.
        for (var i = 0; i < 2; i++)
        {
            if (i > 0) Assert.True(await Somebody.ResendAsync(browsers[i]));
            var wrong = Somebody.Wrong((await Somebody.CodesAsync(house, Somebody.Owner))[0]);
            var pages = await Task.WhenAll(browsers.Select(b => b.PageAsync("/sign-in/second")));
            await Task.WhenAll(browsers.SelectMany((b, n) => Enumerable.Range(0, 5).Select(_ => Somebody.TypeAsync(b, pages[n], wrong))));
            Assert.Equal(5 * (i + 1), await Somebody.ActsAsync(house, "staff.code-refused"));
            if (i == 0) house.Clock.Advance(TimeSpan.FromSeconds(61));
        }
        // The person is told, once.
        Assert.Single(await Somebody.LettersAsync(house, Somebody.Owner), l => l.Subject == "Wrong codes on your account");
        foreach (var browser in browsers) browser.Dispose();
    }

    [Theory, OnBothDatabases]
    public async Task After_ten_wrong_ones_the_right_code_waits_for_its_time_also_in_a_new_code(DatabaseKind kind)
    {
        await using var house = await AskingAsync(kind);
        using var browser = house.Visitor();
        await Somebody.PasswordAsync(browser, Somebody.Owner);
        foreach (var wrong in new[] { 4, 4, 2 })
        {
            for (var i = 0; i < wrong; i++) Assert.False(await Somebody.CodeAsync(browser, Somebody.Wrong((await Somebody.CodesAsync(house, Somebody.Owner))[0])));
            if (wrong < 4) break;
            house.Clock.Advance(TimeSpan.FromSeconds(61));
            Assert.True(await Somebody.ResendAsync(browser));
        }
        var right = (await Somebody.CodesAsync(house, Somebody.Owner))[0];
        Assert.False(await Somebody.CodeAsync(browser, right));
        house.Clock.Advance(TimeSpan.FromSeconds(25));
        Assert.False(await Somebody.CodeAsync(browser, right));
        Assert.Equal(10, await Somebody.ActsAsync(house, "staff.code-refused"));
        house.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.True(await Somebody.CodeAsync(browser, right));
        // Being right once bought no new tries: one wrong one, and it waits again.
        house.Clock.Advance(TimeSpan.FromSeconds(61));
        using var again = house.Visitor();
        await Somebody.PasswordAsync(again, Somebody.Owner);
        right = (await Somebody.CodesAsync(house, Somebody.Owner))[0];
        Assert.False(await Somebody.CodeAsync(again, Somebody.Wrong(right)));
        Assert.False(await Somebody.CodeAsync(again, right));
    }

    [Theory, OnBothDatabases]
    public async Task Of_fifty_right_answers_at_once_one_opens(DatabaseKind kind)
    {
        await using var house = await AskingAsync(kind);
        using var browser = house.Visitor();
        await Somebody.PasswordAsync(browser, Somebody.Owner);
        var (code, page) = ((await Somebody.CodesAsync(house, Somebody.Owner))[0], await browser.PageAsync("/sign-in/second"));
        // Each with the cookies as they were: the winner's would overtake the others.
        var (cookies, token) = (browser.Cookies.GetCookieHeader(house.Address), page.QuerySelector("form[data-means] input[name=_token]")!.GetAttribute("value")!);
        using var raw = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 50 }) { BaseAddress = house.Address };
        raw.DefaultRequestHeaders.Add("Cookie", cookies);
        raw.DefaultRequestHeaders.UserAgent.ParseAdd("RestpyTests/1.0");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => raw.PostAsync("/sign-in/second", new FormUrlEncodedContent([new("_token", token), new("means", "Email"), new("code", code)]))));
        Assert.Single(answers, a => a.Headers.TryGetValues("Set-Cookie", out var set) && set.Any(c => c.StartsWith("restpy=", StringComparison.Ordinal) && !c.StartsWith("restpy=;", StringComparison.Ordinal)));
        Assert.Equal(1, await Somebody.SessionsAsync(house, Somebody.Owner));
        Assert.DoesNotContain(answers, a => (int)a.StatusCode >= 500);
    }

    [Theory, OnBothDatabases]
    public async Task Codes_are_sent_a_minute_apart_and_five_in_an_hour(DatabaseKind kind)
    {
        await using var house = await AskingAsync(kind);
        using var browser = house.Visitor();
        await Somebody.PasswordAsync(browser, Somebody.Owner);
        house.Clock.Advance(TimeSpan.FromSeconds(57));
        Assert.False(await Somebody.ResendAsync(browser));
        house.Clock.Advance(TimeSpan.FromSeconds(4));
        var first = (await Somebody.CodesAsync(house, Somebody.Owner))[0];
        Assert.True(await Somebody.ResendAsync(browser));
        // The one before is dead the moment the next is made.
        Assert.False(await Somebody.CodeAsync(browser, first));
        for (var i = 0; i < 6; i++)
        {
            house.Clock.Advance(TimeSpan.FromSeconds(61));
            await Somebody.ResendAsync(browser);
        }
        Assert.Equal(5, (await Somebody.CodesAsync(house, Somebody.Owner)).Count);
        Assert.True(await Somebody.CodeAsync(browser, (await Somebody.CodesAsync(house, Somebody.Owner))[0]));
        // Asked for at the same moment from many browsers there is one as well.
        house.Clock.Advance(TimeSpan.FromHours(1));
        var many = Enumerable.Range(0, 8).Select(_ => house.Visitor()).ToList();
        await Task.WhenAll(many.Select(b => Somebody.PasswordAsync(b, Somebody.Owner)));
        Assert.Equal(6, (await Somebody.CodesAsync(house, Somebody.Owner)).Count);
        foreach (var one in many) one.Dispose();
    }

    [Theory, OnBothDatabases]
    public async Task An_address_gets_twenty_codes_an_hour_for_whomever(DatabaseKind kind)
    {
        await using var house = await AskingAsync(kind);
        await house.InAsync("spice-garden", null, async s =>
        {
            var (db, sent, went) = (s.GetRequiredService<RestpyDb>(), s.GetRequiredService<MailCodes>(), 0);
            var people = await db.Set<Staff.Person>().AsNoTracking().Take(6).ToListAsync();
            for (var i = 0; i < 24; i++)
            {
                if (i % people.Count == 0) house.Clock.Advance(TimeSpan.FromSeconds(61));
                if ((await sent.SendAsync(people[i % people.Count], new(Ask.SignIn, "b", "192.0.2.1", "192.0.2.1", "test"), default)).Ok) went++;
            }
            Assert.Equal(20, went);
            Assert.True((await sent.SendAsync(people[5], new(Ask.SignIn, "b", "192.0.2.2", "192.0.2.2", "test"), default)).Ok);
            return 0;
        });
    }

    [Theory, OnBothDatabases]
    public async Task A_code_stands_nowhere_but_in_its_letter(DatabaseKind kind)
    {
        await using var house = await AskingAsync(kind);
        using var browser = house.Visitor();
        await Somebody.PasswordAsync(browser, Somebody.Owner);
        var code = (await Somebody.CodesAsync(house, Somebody.Owner))[0];
        var page = await (await Somebody.TypeAsync(browser, Somebody.Wrong(code))).Content.ReadAsStringAsync();
        Assert.DoesNotContain(code, page);
        await using var connection = await TestDatabases.PastTheWallAsync(house.Services.GetRequiredService<DatabaseOptions>());
        var (found, tables) = await DatabaseText.FindAsync(connection, [code, $"{code[..4]} {code[4..]}", Somebody.Wrong(code)]);
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
    public void Digits_of_any_script_are_digits_and_nothing_else_is(string typed, string? read) => Assert.Equal(read, Codes.Digits(typed, 8));

    private static async Task<TestHouse> AskingAsync(DatabaseKind kind)
    {
        var house = await TestHouse.StartAsync(kind);
        await Somebody.AskAsync(house, Role.Owner, Demand.SecondFactor);
        return house;
    }
}
