using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff;
using Restpy.Staff.ApiTokens;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.People.PeopleTests;

namespace Restpy.IntegrationTests.People;

/// <summary>What a program shows instead of signing in, and how far it reaches.</summary>
public sealed class ApiTokenTests
{
    private const string Owner = "owner@spice-garden.example";
    private const string Table = "/api/v1/bills/01900000-0000-7000-8000-000000000000";

    [Theory, OnBothDatabases]
    public async Task A_token_does_what_its_scopes_say_on_the_api_alone_and_is_kept_as_a_hash(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var token = await MakeAsync(owner, "Accounts", "bills.see");
        Assert.Matches("^rp_[0-9a-f]{152}$", token);
        using var program = new PageClient(restpy.Address);
        // 404: allowed in, and no such bill. Nothing else is open.
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(program, token, Table)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await SendAsync(program, token, "/api/v1/day/open", new { floatMinor = 1 })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(program, token, "/api/v1/session")).StatusCode);
        foreach (var page in new[] { "/staff/bills", "/staff/people", "/staff/account", "/staff/api-tokens" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(program, token, page)).StatusCode);
        var rows = await restpy.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var row = await db.Set<ApiToken>().SingleAsync();
            var answers = await db.Set<CommandRecord>().Select(c => c.Answer).ToListAsync();
            var log = await db.Set<AuditEntry>().Select(e => e.Changes + e.ObjectLabel + e.Reason).ToListAsync();
            Assert.DoesNotContain(answers.Concat(log), text => text.Contains(token[3..], StringComparison.Ordinal)
                || text.Contains(row.Hash, StringComparison.Ordinal));
            return (row.Hash, Use: await db.Set<ApiTokenUse>().SingleAsync());
        });
        Assert.Equal(BearerTokens.HashOf(token), rows.Hash);
        Assert.Equal("127.0.0.1", rows.Use.LastIp);
        Assert.NotNull(rows.Use.LastAt);
        // The page does not show it again.
        Assert.DoesNotContain(
            token, (await owner.PageAsync("/staff/api-tokens")).DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task What_a_program_does_carries_the_tokens_name_and_no_form_token_is_asked_of_it(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var branch = await restpy.InAsync(
            "spice-garden", "bengaluru", s => Task.FromResult(s.GetRequiredService<RestpyDb>().Scope.Branch));
        var token = await MakeAsync(owner, "Menu board", "menu.sold-out", branch);
        using var program = new PageClient(restpy.Address);
        var item = await restpy.InAsync("spice-garden", "bengaluru",
            s => s.GetRequiredService<RestpyDb>().Set<Restpy.Menu.Item>().Select(i => i.Id).FirstAsync());
        var done = await SendAsync(
            program, token, $"/api/v1/menu/items/{item}/sold-out", new { commandId = Guid.CreateVersion7() });
        Assert.True(done.StatusCode == HttpStatusCode.OK, await done.Content.ReadAsStringAsync());
        var entry = await restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().OrderByDescending(e => e.Id)
            .FirstAsync(e => e.Action.StartsWith("menu.")));
        Assert.Equal(("Anita Rao", "owner"), (entry.PersonName, entry.Role));
        Assert.StartsWith("Token “Menu board” ", entry.Remark, StringComparison.Ordinal);
        // A page elsewhere that had it could not use it; with a cookie beside it is refused.
        Assert.Equal(HttpStatusCode.Forbidden,
            (await SendAsync(program, token, $"/api/v1/menu/items/{item}/sold-out",
                new { commandId = Guid.CreateVersion7() }, r => r.Headers.Add("Sec-Fetch-Site", "cross-site")))
                .StatusCode);
        using var both = new HttpRequestMessage(HttpMethod.Get, Table)
        {
            Headers = { Authorization = new("Bearer", token) },
        };
        Assert.Equal(HttpStatusCode.BadRequest, (await owner.Http.SendAsync(both)).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_token_ends_with_its_date_its_revocation_and_its_makers_rights(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var manager = await MemberAsync(restpy, "manager@spice-garden.example");
        async Task<HttpStatusCode> GiveAsync(string permission, bool allowed) =>
            (await PostAsync(owner, $"/staff/people/{manager}?handler=Give", ("permission", permission),
                ("allowed", allowed ? "true" : "false"), ("reason", "a test"))).StatusCode;
        // The owner's role stays whole; so a manager is let make tokens.
        Assert.Equal(HttpStatusCode.Redirect, await GiveAsync("staff.api-tokens", true));
        using var maker = await restpy.SignInAsync("manager@spice-garden.example");
        var (first, second) = (await MakeAsync(maker, "One", "bills.see"), await MakeAsync(maker, "Two", "bills.see"));
        using var program = new PageClient(restpy.Address);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(program, first, Table)).StatusCode);
        // Taken back by the owner, who sees all; the other stays.
        var row = (await owner.PageAsync("/staff/api-tokens")).QuerySelectorAll("tbody tr")
            .First(r => r.TextContent.Contains("One", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Redirect,
            (await PostAsync(owner, "/staff/api-tokens?handler=End",
                ("token", row.QuerySelector("input[name=token]")!.GetAttribute("value")!))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(program, first, Table)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(program, second, Table)).StatusCode);
        // What is taken from the maker is taken from the token with it.
        Assert.Equal(HttpStatusCode.Redirect, await GiveAsync("bills.see", false));
        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(program, second, Table)).StatusCode);
        foreach (var given in (await owner.PageAsync($"/staff/people/{manager}"))
            .QuerySelectorAll("form[action$=TakeBack]")
            .Where(f => f.TextContent.Contains("See bills", StringComparison.Ordinal))
            .Select(f => f.QuerySelector("input[name=given]")!.GetAttribute("value")!).ToList())
            await PostAsync(owner, $"/staff/people/{manager}?handler=TakeBack", ("given", given));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(program, second, Table)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await GiveAsync("staff.api-tokens", false));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(program, second, Table)).StatusCode);
        // Let go: over for good.
        Assert.Equal(HttpStatusCode.Redirect,
            (await PostAsync(owner, $"/staff/people/{manager}?handler=End", ("reason", "moved away"))).StatusCode);
        Assert.Equal(2,
            await restpy.InAsync("spice-garden", null,
                s => s.GetRequiredService<RestpyDb>().Set<ApiToken>().CountAsync(t => t.EndedAt != null)));
        var own = await MakeAsync(owner, "Own", "bills.see", days: 1);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(program, own, Table)).StatusCode);
        restpy.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(program, own, Table)).StatusCode);
    }

    [Fact]
    public async Task The_description_of_the_api_says_how_a_program_signs_in()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        using var visitor = restpy.Visitor();
        var description = await visitor.Http.GetFromJsonAsync<JsonElement>("/api/openapi.json");
        Assert.Equal("bearer",
            description.GetProperty("components").GetProperty("securitySchemes").GetProperty("token")
            .GetProperty("scheme").GetString());
        Assert.Equal(1, description.GetProperty("security").GetArrayLength());
    }

    internal static async Task<string> MakeAsync(
        StaffClient by, string name, string scope, Guid? branch = null, int days = 90, string networks = "")
    {
        var answer = await PostAsync(by, "/staff/api-tokens?handler=Make",
            [.. scope.Split(',').Select(s => ("scopes", s)),
                ("branchId", branch?.ToString() ?? (await BranchAsync(by))), ("days", $"{days}"),
                ("networks", networks), ("name", name)]);
        var page = await PageClient.ParseAsync(answer);
        return page.QuerySelector("#made")?.TextContent
            ?? throw new InvalidOperationException($"{answer.StatusCode} {page.QuerySelector(".errors")?.TextContent}");
    }

    /// <summary>Who stands in one branch names it.</summary>
    private static async Task<string> BranchAsync(StaffClient by) =>
        (await by.PageAsync("/staff/api-tokens")).QuerySelector("#branch option")!.GetAttribute("value")!;

    internal static async Task<HttpResponseMessage> SendAsync(
        PageClient program, string token, string url, object? body = null, Action<HttpRequestMessage>? also = null)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, url)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        also?.Invoke(request);
        return await program.Http.SendAsync(request);
    }
}
