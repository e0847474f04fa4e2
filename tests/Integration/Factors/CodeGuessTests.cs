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

/// <summary>Guessing at codes ends after ten, over all browsers; a mailbox is not flooded.</summary>
public sealed class CodeGuessTests
{
    [Theory, OnBothDatabases]
    public async Task Guesses_count_for_the_person_over_all_browsers_and_ten_is_the_end(DatabaseKind kind)
    {
        await using var restpy = await Somebody.AskingOwnerAsync(kind);
        var browsers = new List<PageClient>();
        for (var i = 0; i < 20; i++)
        {
            browsers.Add(restpy.Visitor());
            Assert.Equal("/sign-in/second", await Somebody.PasswordAsync(browsers[i], Somebody.Owner));
        }
        // Two of them get a code, and all of them guess five times at once: of a hundred guesses five are looked at.
        for (var i = 0; i < 2; i++)
        {
            if (i > 0) Assert.True(await Somebody.ResendAsync(browsers[i]));
            var wrong = Somebody.Wrong((await Somebody.CodesAsync(restpy, Somebody.Owner))[0]);
            var pages = await Task.WhenAll(browsers.Select(b => b.PageAsync("/sign-in/second")));
            await Task.WhenAll(browsers.SelectMany(
                (b, n) => Enumerable.Range(0, 5).Select(_ => Somebody.TypeAsync(b, pages[n], wrong))));
            Assert.Equal(5 * (i + 1), await Somebody.ActsAsync(restpy, "staff.code-refused"));
            if (i == 0) restpy.Clock.Advance(TimeSpan.FromSeconds(61));
        }
        // The person is told, once.
        Assert.Single(await Somebody.LettersAsync(restpy, Somebody.Owner),
            l => l.Subject == "Wrong codes on your account");
        foreach (var browser in browsers) browser.Dispose();
    }

    [Theory, OnBothDatabases]
    public async Task After_ten_wrong_ones_the_right_code_waits_for_its_time_also_in_a_new_code(DatabaseKind kind)
    {
        await using var restpy = await Somebody.AskingOwnerAsync(kind);
        using var browser = restpy.Visitor();
        await Somebody.PasswordAsync(browser, Somebody.Owner);
        foreach (var wrong in new[] { 4, 4, 2 })
        {
            for (var i = 0; i < wrong; i++)
                Assert.False(await Somebody.CodeAsync(
                    browser, Somebody.Wrong((await Somebody.CodesAsync(restpy, Somebody.Owner))[0])));
            if (wrong < 4) break;
            restpy.Clock.Advance(TimeSpan.FromSeconds(61));
            Assert.True(await Somebody.ResendAsync(browser));
        }
        var right = (await Somebody.CodesAsync(restpy, Somebody.Owner))[0];
        Assert.False(await Somebody.CodeAsync(browser, right));
        restpy.Clock.Advance(TimeSpan.FromSeconds(25));
        Assert.False(await Somebody.CodeAsync(browser, right));
        Assert.Equal(10, await Somebody.ActsAsync(restpy, "staff.code-refused"));
        restpy.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.True(await Somebody.CodeAsync(browser, right));
        // Being right once bought no new tries: one wrong one, and it waits again.
        restpy.Clock.Advance(TimeSpan.FromSeconds(61));
        using var again = restpy.Visitor();
        await Somebody.PasswordAsync(again, Somebody.Owner);
        right = (await Somebody.CodesAsync(restpy, Somebody.Owner))[0];
        Assert.False(await Somebody.CodeAsync(again, Somebody.Wrong(right)));
        Assert.False(await Somebody.CodeAsync(again, right));
    }

    [Theory, OnBothDatabases]
    public async Task Of_fifty_right_answers_at_once_one_opens(DatabaseKind kind)
    {
        await using var restpy = await Somebody.AskingOwnerAsync(kind);
        using var browser = restpy.Visitor();
        await Somebody.PasswordAsync(browser, Somebody.Owner);
        var (code, page) =
            ((await Somebody.CodesAsync(restpy, Somebody.Owner))[0], await browser.PageAsync("/sign-in/second"));
        // Each with the cookies as they were: the winner's would overtake the others.
        var (cookies, token) = (browser.Cookies.GetCookieHeader(restpy.Address),
            page.QuerySelector("form[data-means] input[name=_token]")!.GetAttribute("value")!);
        using var raw = new HttpClient(new SocketsHttpHandler
        {
            UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = 50,
        })
        { BaseAddress = restpy.Address };
        raw.DefaultRequestHeaders.Add("Cookie", cookies);
        raw.DefaultRequestHeaders.UserAgent.ParseAdd("RestpyTests/1.0");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => raw.PostAsync("/sign-in/second",
                new FormUrlEncodedContent([new("_token", token), new("means", "Email"), new("code", code)]))));
        Assert.Single(answers, a => a.Headers.TryGetValues("Set-Cookie", out var set)
            && set.Any(c => c.StartsWith("restpy=", StringComparison.Ordinal)
                && !c.StartsWith("restpy=;", StringComparison.Ordinal)));
        Assert.Equal(1, await Somebody.SessionsAsync(restpy, Somebody.Owner));
        Assert.DoesNotContain(answers, a => (int)a.StatusCode >= 500);
    }

    [Theory, OnBothDatabases]
    public async Task Codes_are_sent_a_minute_apart_and_five_in_an_hour(DatabaseKind kind)
    {
        await using var restpy = await Somebody.AskingOwnerAsync(kind);
        using var browser = restpy.Visitor();
        await Somebody.PasswordAsync(browser, Somebody.Owner);
        restpy.Clock.Advance(TimeSpan.FromSeconds(57));
        Assert.False(await Somebody.ResendAsync(browser));
        restpy.Clock.Advance(TimeSpan.FromSeconds(4));
        var first = (await Somebody.CodesAsync(restpy, Somebody.Owner))[0];
        Assert.True(await Somebody.ResendAsync(browser));
        // The one before is dead the moment the next is made.
        Assert.False(await Somebody.CodeAsync(browser, first));
        for (var i = 0; i < 6; i++)
        {
            restpy.Clock.Advance(TimeSpan.FromSeconds(61));
            await Somebody.ResendAsync(browser);
        }
        Assert.Equal(5, (await Somebody.CodesAsync(restpy, Somebody.Owner)).Count);
        Assert.True(await Somebody.CodeAsync(browser, (await Somebody.CodesAsync(restpy, Somebody.Owner))[0]));
        // Asked for at the same moment from many browsers there is one as well.
        restpy.Clock.Advance(TimeSpan.FromHours(1));
        var many = Enumerable.Range(0, 8).Select(_ => restpy.Visitor()).ToList();
        await Task.WhenAll(many.Select(b => Somebody.PasswordAsync(b, Somebody.Owner)));
        Assert.Equal(6, (await Somebody.CodesAsync(restpy, Somebody.Owner)).Count);
        foreach (var one in many) one.Dispose();
    }

    [Theory, OnBothDatabases]
    public async Task An_address_gets_twenty_codes_an_hour_for_whomever(DatabaseKind kind)
    {
        await using var restpy = await Somebody.AskingOwnerAsync(kind);
        await restpy.InAsync("spice-garden", null, async s =>
        {
            var (db, sent, went) = (s.GetRequiredService<RestpyDb>(), s.GetRequiredService<MailCodes>(), 0);
            var people = await db.Set<Staff.Person>().AsNoTracking().Take(6).ToListAsync();
            for (var i = 0; i < 24; i++)
            {
                if (i % people.Count == 0) restpy.Clock.Advance(TimeSpan.FromSeconds(61));
                if ((await sent.SendAsync(people[i % people.Count],
                    new(Ask.SignIn, "b", "192.0.2.1", "192.0.2.1", "test"), default)).Ok) went++;
            }
            Assert.Equal(20, went);
            Assert.True(
                (await sent.SendAsync(people[5], new(Ask.SignIn, "b", "192.0.2.2", "192.0.2.2", "test"), default)).Ok);
            return 0;
        });
    }
}
