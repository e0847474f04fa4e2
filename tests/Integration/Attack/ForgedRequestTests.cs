using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Restpy.IntegrationTests.Guest;
using Restpy.Platform.Gates;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Attack.ForgedRequest;

namespace Restpy.IntegrationTests.Attack;

/// <summary>
/// Requests somebody else's page would make in a signed-in person's browser, sent to every endpoint that changes
/// anything.
/// </summary>
public sealed class ForgedRequestTests(WideProduct wide) : IClassFixture<WideProduct>
{
    [Fact]
    public async Task No_change_is_taken_with_a_token_of_another_person_session_or_time()
    {
        var restpy = wide.Product;
        var (taken, tried) = (new List<string>(), 0);
        foreach (var who in new[] { "owner@spice-garden.example", "admin@restpy.example" })
        {
            using var me = new StaffClient(restpy.Address);
            var before = await FormOfAsync(me, "/sign-in");
            await EnterAsync(me, who);
            var former = await FormOfAsync(me, "/staff/choose");
            using var colleague = await restpy.SignInAsync("manager@spice-garden.example");
            var theirs = await FormOfAsync(colleague, "/staff/choose");
            // Signed in once more in the same browser: the same person, another session.
            await EnterAsync(me, who);
            var now = await FormOfAsync(me, "/staff/choose");
            var forged = new (string Name, string Session, (string Cookie, string Token) Form)[]
            {
                ("no token", now.Session, (now.Cookie, "")),
                ("a token without its cookie", now.Session, ("", now.Token)),
                ("another person's token", now.Session, (theirs.Cookie, theirs.Token)),
                ("another person's token with the own cookie", now.Session, (now.Cookie, theirs.Token)),
                ("the former session's token", now.Session, (former.Cookie, former.Token)),
                ("a token from before the sign-in", now.Session, (before.Cookie, before.Token)),
            };
            foreach (var endpoint in await UnsafeAsync(
                restpy, d => d.IsOf("/platform") == who.StartsWith("admin", StringComparison.Ordinal)))
            {
                foreach (var (name, session, form) in forged)
                {
                    tried++;
                    var status = await SendAsync(restpy, endpoint, session, form.Cookie, form.Token);
                    if (status != HttpStatusCode.BadRequest)
                        taken.Add($"{endpoint.Name} with {name} answered {(int)status}");
                }
            }
        }
        Assert.True(tried > 400, $"{tried}");
        Attacker.None(taken);
    }

    [Fact]
    public async Task A_token_is_void_after_a_sign_out_and_after_another_branch_was_chosen()
    {
        var restpy = wide.Product;
        using var owner = await restpy.SignInAsync("owner@spice-garden.example");
        var first = await FormOfAsync(owner, "/staff/choose");
        var page = await owner.PageAsync("/staff/choose");
        await owner.SubmitAsync(page, "form:has([name=workplace])", new()
        {
            ["workplace"] = page.QuerySelectorAll("[name=workplace]").Last().GetAttribute("value"),
        }, "/staff/choose");
        var second = await FormOfAsync(owner, "/staff/choose");
        Assert.NotEqual(first.Session, second.Session);
        // The cookie the tokens go with is another one as well.
        Assert.NotEqual(first.Cookie, second.Cookie);
        var press = (await ProductEndpoint.AllAsync(restpy)).Single(d => d.Name == "POST /staff/choose");
        Assert.Equal(HttpStatusCode.BadRequest,
            await SendAsync(restpy, press, second.Session, first.Cookie, first.Token));
        Assert.Equal(HttpStatusCode.BadRequest,
            await SendAsync(restpy, press, second.Session, second.Cookie, first.Token));
        await owner.SubmitAsync(await owner.PageAsync("/staff/choose"), "form", url: "/sign-out");
        foreach (var endpoint in await UnsafeAsync(restpy, d => d.Access is not OpenAttribute))
            Assert.Equal(HttpStatusCode.Unauthorized,
                await SendAsync(restpy, endpoint, second.Session, second.Cookie, second.Token));
        foreach (var endpoint in await UnsafeAsync(restpy, d => d.Access is OpenAttribute))
            Assert.Equal(HttpStatusCode.BadRequest,
                await SendAsync(restpy, endpoint, second.Session, second.Cookie, second.Token));
    }

    [Fact]
    public async Task A_guests_form_works_on_the_phone_it_was_made_for_and_on_no_other()
    {
        var restpy = wide.Product;
        var (taken, works) = (new List<string>(), 0);
        foreach (var root in new[] { "/r/spice-garden", "/t/" + await Attacker.TokenAsync(restpy, "spice-garden") })
        {
            using var phone = restpy.Visitor();
            using var other = restpy.Visitor();
            var dish = GuestTable.PlainOf(await GuestTable.MenuAsync(restpy, "spice-garden", "bengaluru"));
            var page = await phone.PageAsync($"{root}/dish/{dish.Id}");
            var mine = Cookies(phone, restpy);
            var token = page.QuerySelector("input[name=_token]")!.GetAttribute("value")!;
            await other.PageAsync($"{root}/dish/{dish.Id}");
            var theirs = Cookies(other, restpy);
            foreach (var endpoint in await UnsafeAsync(
                restpy, d => d.IsOf(root.StartsWith("/r/", StringComparison.Ordinal) ? "/r/" : "/t/")))
            {
                var tokenOfTable = root.Split('/')[^1];
                var forged = new[] {
                    ("another phone's cookies", theirs, token),
                    ("another phone's form cookie",
                        $"restpy-form={mine.GetValueOrDefault("restpy-form")}; guest={theirs["guest"]}".Split("; ")
                        .ToDictionary(c => c.Split('=', 2)[0], c => c.Split('=', 2)[1]), token),
                        ("no token", mine, "") };
                foreach (var (name, cookies, with) in forged)
                {
                    var status = await SendAsync(restpy, endpoint, "", "", with,
                        string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")), tokenOfTable);
                    if (status != HttpStatusCode.BadRequest)
                        taken.Add($"{endpoint.Name} with {name} answered {(int)status}");
                }
                var own = await SendAsync(restpy, endpoint, "", "", token,
                    string.Join("; ", mine.Select(c => $"{c.Key}={c.Value}")), tokenOfTable);
                if (own is HttpStatusCode.NotFound or HttpStatusCode.Redirect or HttpStatusCode.Conflict) works++;
            }
        }
        Attacker.None(taken);
        Assert.True(works > 3, $"{works}");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "something-new")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "null")]
    public async Task Every_endpoint_refuses_cross_site_requests_even_with_the_right_token(string header, string value)
    {
        var restpy = wide.Product;
        var taken = new List<string>();
        foreach (var who in new[] { "owner@spice-garden.example", "admin@restpy.example" })
        {
            using var me = new StaffClient(restpy.Address);
            await EnterAsync(me, who);
            var now = await FormOfAsync(me, "/staff/choose");
            foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
                .Where(d => !HttpMethods.IsGet(d.Method) && !HttpMethods.IsHead(d.Method)
                    && d.IsOf("/platform") == who.StartsWith("admin", StringComparison.Ordinal)))
            {
                var status = await SendAsync(
                    restpy, endpoint, now.Session, now.Cookie, now.Token, change: r => r.Headers.Add(header, value));
                if (status != HttpStatusCode.Forbidden) taken.Add($"{endpoint.Name} answered {(int)status}");
            }
        }
        Attacker.None(taken);
    }

    [Fact]
    public async Task A_json_endpoint_takes_json_and_nothing_a_form_can_send()
    {
        var restpy = wide.Product;
        using var owner = await Attacker.BranchOwnerAsync(restpy);
        var now = await FormOfAsync(owner, "/staff/choose");
        var (taken, endpoints) = (new List<string>(),
            (await ProductEndpoint.AllAsync(restpy))
                .Where(d => d.Body is not null && !HttpMethods.IsGet(d.Method)).ToList());
        Assert.True(endpoints.Count > 15);
        foreach (var endpoint in endpoints)
        {
            foreach (var type in new[] {
                "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "text/json",
                "application/csp-report", "application/ld+json", "application/json; charset=utf-7",
                "application/json;charset=nope", null })
            {
                var status = await SendAsync(restpy, endpoint, now.Session, now.Cookie, now.Token, change: r =>
                {
                    r.Content = new ByteArrayContent(
                        Encoding.UTF8.GetBytes(endpoint.MadeBody(Guid.NewGuid()).ToJsonString()));
                    if (type is not null) r.Content.Headers.TryAddWithoutValidation("Content-Type", type);
                });
                if (status != HttpStatusCode.UnsupportedMediaType)
                    taken.Add($"{endpoint.Name} answered {(int)status} to {type ?? "no type"}");
            }
        }
        Attacker.None(taken);
        // An API endpoint that changes something and reads no JSON would be the one a form of another site reaches.
        Assert.Empty((await ProductEndpoint.AllAsync(restpy))
            .Where(d => d.IsOf("/api/") && !HttpMethods.IsGet(d.Method) && d.Body is null).Select(d => d.Name));
    }

    private static Dictionary<string, string> Cookies(PageClient who, TestProduct restpy) =>
        who.Cookies.GetCookies(restpy.Address).ToDictionary(c => c.Name, c => c.Value);
}
