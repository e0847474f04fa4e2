using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>
/// Who floods spends their own bucket: not that of the next table behind the same Wi-Fi, and not the staff's.
/// </summary>
public sealed class FairBucketTests
{
    private static readonly Dictionary<string, string> Small = new()
    {
        ["Restpy:Rates:menu.own"] = "8/1", ["Restpy:Rates:menu.place"] = "6/1", ["Restpy:Rates:menu.address"] = "40/1",
        ["Restpy:Rates:sign-in"] = "5/1", ["Restpy:Rates:staff.address"] = "5/1",
        ["Restpy:Rates:assets.address"] = "20/1",
    };

    [Theory, OnBothDatabases]
    public async Task A_phone_that_floods_spends_its_own_and_nobody_elses(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: Small);
        using var waiter = await restpy.SignInAsync("waiter@spice-garden.example");
        var codes = await CodesAsync(restpy);
        using var flood = restpy.Visitor();
        using var neighbour = restpy.Visitor();
        await neighbour.PageAsync(codes[1]);
        await flood.PageAsync(codes[0]);
        Assert.Equal(8, await LetAsync(flood, codes[0], 200));
        // Behind the same address: one who sits there already, one who comes now, and the staff.
        Assert.Equal(HttpStatusCode.OK, (await neighbour.GetAsync(codes[1])).StatusCode);
        using var comes = restpy.Visitor();
        Assert.Equal(HttpStatusCode.OK, (await comes.GetAsync(codes[2])).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await waiter.GetAsync("/staff/floor")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_flood_without_cookies_closes_neither_tables_nor_tablets(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: Small);
        using var waiter = await restpy.SignInAsync("waiter@spice-garden.example");
        var codes = await CodesAsync(restpy);
        using var seated = restpy.Visitor();
        await seated.PageAsync(codes[1]);
        // With one table's code in hand, and a new cookie each time or an invented one.
        Assert.Equal(6,
            await LetAsync(restpy, codes[0], 60, i => i % 2 == 0 ? null
                : "guest="
                + Convert.ToBase64String(Guid.NewGuid().ToByteArray().Concat(Guid.NewGuid().ToByteArray()).Take(24)
                    .ToArray()).Replace('+', '-').Replace('/', '_')));
        using var comes = restpy.Visitor();
        Assert.Equal(HttpStatusCode.OK, (await comes.GetAsync(codes[2])).StatusCode);
        // With invented codes and restaurants: the strangers' bucket of the address runs empty.
        await LetAsync(restpy, "/t/" + new string('A', 66), 60, _ => null);
        Assert.Equal(0, await LetAsync(restpy, "/r/spice-garden", 3, _ => null));
        Assert.Equal(HttpStatusCode.OK, (await seated.GetAsync(codes[1])).StatusCode);
        // At the staff's pages and the files they need, with invented sessions.
        Assert.InRange(
            await LetAsync(restpy, "/staff/floor", 30, i => "restpy=" + new string((char)('a' + (i % 20)), 43)), 0, 5);
        await LetAsync(restpy, "/css/base.css", 60, _ => null);
        Assert.Equal(HttpStatusCode.OK, (await waiter.GetAsync("/staff/floor")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await waiter.GetAsync("/css/base.css")).StatusCode);
        // Guessing passwords: the tablet somebody signed in from still can.
        await LetAsync(restpy, "/sign-in", 20, _ => null);
        Assert.Equal(0, await LetAsync(restpy, "/sign-in", 2, _ => null));
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await waiter.PressAsync("/sign-in")).StatusCode);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.{0}")]
    [InlineData("X-Real-IP", "203.0.113.{0}")]
    [InlineData("CF-Connecting-IP", "203.0.113.{0}")]
    [InlineData("True-Client-IP", "203.0.113.{0}")]
    [InlineData("Forwarded", "for=203.0.113.{0}")]
    [InlineData("User-Agent", "agent-{0}")]
    [InlineData("Cookie", "restpy-device=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA{0}")]
    public async Task Nothing_a_stranger_writes_makes_a_new_bucket(string header, string value)
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: Small);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = restpy.Address
        };
        var let = 0;
        for (var i = 10; i < 40; i++)
        {
            foreach (var path in new[] { "/sign-in", "/SIGN-IN", "/sign-in/", "/sign-in?x=" + i })
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path);
                request.Headers.TryAddWithoutValidation(
                    header, string.Format(System.Globalization.CultureInfo.InvariantCulture, value, i));
                if ((await http.SendAsync(request)).StatusCode != HttpStatusCode.TooManyRequests) let++;
            }
        }
        Assert.Equal(5, let);
    }

    [Theory, OnBothDatabases]
    public async Task A_person_has_one_bucket_on_all_their_tablets_and_a_colleague_another(DatabaseKind kind)
    {
        await using var restpy =
            await TestProduct.StartAsync(kind, settings: new() { ["Restpy:Rates:staff.account"] = "12/1" });
        using var here = await restpy.SignInAsync("waiter@spice-garden.example");
        using var there = await restpy.SignInAsync("waiter@spice-garden.example");
        // Each sign-in has looked at one page of the staff's already.
        Assert.Equal(10, await LetAsync(here, "/api/v1/session", 6) + await LetAsync(there, "/api/v1/session", 20));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/staff/floor");
        request.Headers.Add("Accept-Language", "fr");
        var refused = await here.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        using var colleague = await restpy.SignInAsync("waiter2@spice-garden.example");
        Assert.Equal(HttpStatusCode.OK, (await colleague.GetAsync("/api/v1/session")).StatusCode);
    }

    [Fact]
    public async Task Six_exports_are_let_through_and_the_seventh_waits_for_minutes()
    {
        await using var restpy = await TestProduct.StartAsync(
            DatabaseKind.Sqlite, settings: new() { ["Restpy:Rates:export.account"] = "6/0.1" });
        using var owner = await restpy.SignInAsync("owner@spice-garden.example");
        for (var i = 0; i < 6; i++)
            Assert.Equal(HttpStatusCode.OK, (await owner.PressAsync("/staff/log.csv")).StatusCode);
        var refused = await owner.PressAsync("/staff/log.csv");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 500, 600);
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync("/staff/log")).StatusCode);
    }

    [Fact]
    public async Task A_restaurant_full_of_guests_does_not_close_the_next_one_nor_its_own_staff()
    {
        await using var restpy = await TestProduct.StartAsync(
            DatabaseKind.Sqlite, settings: new() { ["Restpy:Rates:menu.restaurant"] = "10/1" });
        Assert.Equal(10, await LetAsync(restpy, "/r/spice-garden", 20, _ => null));
        Assert.Equal(5, await LetAsync(restpy, "/r/maison-lumiere", 5, _ => null));
        using var waiter = await restpy.SignInAsync("waiter@spice-garden.example");
        Assert.Equal(HttpStatusCode.OK, (await waiter.GetAsync("/staff/floor")).StatusCode);
    }

    [Theory]
    [InlineData("en", "Too many requests")]
    [InlineData("fr", "Trop de demandes")]
    [InlineData("hi", "बहुत अधिक अनुरोध")]
    public async Task Who_is_refused_reads_it_in_their_language(string language, string sentence)
    {
        await using var restpy =
            await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new() { ["Restpy:Rates:menu"] = "1/1" });
        await LetAsync(restpy, "/r/spice-garden", 1, _ => null);
        var refused = await StatusOf.SendAsync(
            restpy, HttpMethod.Get, "/r/spice-garden", r => r.Headers.Add("Accept-Language", language));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains(sentence, WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()));
    }

    internal static async Task<int> LetAsync(PageClient who, string path, int times)
    {
        var let = 0;
        for (var i = 0; i < times; i++)
            if ((await who.GetAsync(path)).StatusCode != HttpStatusCode.TooManyRequests) let++;
        return let;
    }

    /// <summary>As somebody without a memory: each request alone, with this cookie or none.</summary>
    internal static async Task<int> LetAsync(TestProduct restpy, string path, int times, Func<int, string?> cookie)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = restpy.Address
        };
        var let = 0;
        for (var i = 0; i < times; i++)
        {
            // Looking at the sign-in page is no try at it.
            using var request = new HttpRequestMessage(path == "/sign-in" ? HttpMethod.Post : HttpMethod.Get, path);
            if (cookie(i) is { } with) request.Headers.Add("Cookie", with);
            if ((await http.SendAsync(request)).StatusCode != HttpStatusCode.TooManyRequests) let++;
        }
        return let;
    }

    private static Task<List<string>> CodesAsync(TestProduct restpy) =>
        restpy.InAsync("spice-garden", "bengaluru", async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        var codes = await db.Set<TableCode>().AsNoTracking().Where(c => c.RevokedAt == null).OrderBy(c => c.Id).Take(3)
            .ToListAsync();
        return codes.Select(c => "/t/" + s.GetRequiredService<CodeTokens>().Make(db.Scope.Restaurant, c.Id)).ToList();
    });
}
