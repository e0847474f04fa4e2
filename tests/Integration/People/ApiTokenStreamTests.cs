using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Core;
using Restpy.IntegrationTests.Nodes;
using Restpy.IntegrationTests.Ordering;
using Restpy.Host;
using Restpy.Platform.Data;
using Restpy.Staff;
using Restpy.Staff.ApiTokens;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.People.PeopleTests;

namespace Restpy.IntegrationTests.People;

/// <summary>
/// A program listens as a screen does: to what its scopes let it see, and not a moment longer than its token is good.
/// </summary>
public sealed class ApiTokenStreamTests
{
    private const string Owner = "owner@spice-garden.example";
    private static readonly TimeSpan Two = TimeSpan.FromSeconds(2);

    [Theory, OnBothDatabases]
    public async Task A_program_hears_what_its_scopes_let_it_see_in_its_house_and_branch(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var owner = await restpy.AsAsync(Owner);
        using var kitchen = await ProgramAsync(restpy, owner, "orders.see,kitchen.cook");
        using var accounts = await ProgramAsync(restpy, owner, "bills.see");
        using var menu = await ProgramAsync(restpy, owner, "reports.see");
        await using var board = new EventReader(kitchen, "orders,kitchen,bills,floor,menu,settings,rights");
        await board.ConnectAsync();
        await using var ledger = new EventReader(accounts, "orders,kitchen,bills");
        await ledger.ConnectAsync();
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain()))).GetProperty("orderId").GetGuid();
        Assert.Equal(HttpStatusCode.OK,
            (await evening.Waiter.CommandAsync($"/api/v1/orders/{order}/bill", new { })).Status);
        await LiveStreamTests.RingOnceAsync(restpy, "orders", 1, "maison-lumiere");
        await Soon.IsAsync(() => board.Kinds.Contains("OrderSent")
            && ledger.Kinds.Contains("BillOpened"), "both have heard of theirs");
        Assert.DoesNotContain("BillOpened", board.Kinds);
        Assert.DoesNotContain("OrderSent", ledger.Kinds);
        Assert.Empty(board.Heard);
        // One that would hear nothing is told so; the rest of what is of people stays theirs.
        Assert.Equal(HttpStatusCode.Forbidden,
            (await menu.GetAsync("/api/v1/live?topics=orders,kitchen,bills")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await kitchen.GetAsync("/api/v1/live?topics=settings,rights")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await kitchen.GetAsync("/api/v1/session")).StatusCode);
        Assert.Empty(ModuleList.All.SelectMany(m => m.Topics).Select(t => t.Permission).OfType<string>()
            .Except(TokenScopes.All));
    }

    [Theory, OnBothDatabases]
    public async Task It_ends_within_two_seconds_when_the_token_is_ended_or_its_maker_may_less(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var manager = await MemberAsync(restpy, "manager@spice-garden.example");
        Assert.Equal(HttpStatusCode.Redirect, (await GiveAsync("staff.api-tokens", "true")).StatusCode);
        using var maker = await restpy.SignInAsync("manager@spice-garden.example");
        using var first = await ProgramAsync(restpy, maker, "kitchen.cook", "First");
        using var second = await ProgramAsync(restpy, maker, "kitchen.cook", "Second");
        await using var ended = new EventReader(first, "kitchen");
        await ended.ConnectAsync();
        await using var narrowed = new EventReader(second, "kitchen");
        await narrowed.ConnectAsync();
        var row = (await owner.PageAsync("/staff/api-tokens")).QuerySelectorAll("tbody tr")
            .First(r => r.TextContent.Contains("First", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Redirect,
            (await PostAsync(owner, "/staff/api-tokens?handler=End",
                ("token", row.QuerySelector("input[name=token]")!.GetAttribute("value")!))).StatusCode);
        await EndsAsync(ended);
        Assert.False(narrowed.Ended);
        Assert.Equal(HttpStatusCode.Redirect, (await GiveAsync("kitchen.cook", "false")).StatusCode);
        await EndsAsync(narrowed);
        Assert.Equal(HttpStatusCode.Forbidden, (await second.GetAsync("/api/v1/live?topics=kitchen")).StatusCode);

        Task<HttpResponseMessage> GiveAsync(string permission, string allowed) =>
            PostAsync(owner, $"/staff/people/{manager}?handler=Give", ("permission", permission), ("allowed", allowed),
                ("reason", "a test"));
    }

    [Theory, OnBothDatabases]
    public async Task It_ends_with_the_token(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var program = await ProgramAsync(restpy, await restpy.AsAsync(Owner), "kitchen.cook", days: 1);
        // Between the second beat and the third, which are five seconds apart.
        var ends = await restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<ApiToken>().Select(t => t.EndsAt).SingleAsync());
        restpy.Clock.Advance(ends - restpy.Clock.GetUtcNow() - TimeSpan.FromSeconds(6));
        await using var reader = new EventReader(program, "kitchen");
        await reader.ConnectAsync();
        await Soon.IsAsync(() => reader.Ended, "the stream has ended");
        Assert.InRange(restpy.Clock.GetUtcNow() - ends, TimeSpan.Zero, Two);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/v1/live?topics=kitchen")).StatusCode);
    }

    private static async Task EndsAsync(EventReader reader)
    {
        var since = Stopwatch.StartNew();
        await Soon.IsAsync(() => reader.Ended, "the stream has ended");
        Assert.InRange(since.Elapsed, TimeSpan.Zero, Two);
    }

    private static async Task<StaffClient> ProgramAsync(
        TestProduct restpy, StaffClient maker, string scopes, string name = "Kitchen display", int days = 90)
    {
        var program = new StaffClient(restpy.Address);
        program.Http.DefaultRequestHeaders.Authorization =
            new("Bearer", await ApiTokenTests.MakeAsync(maker, name, scopes, days: days));
        return program;
    }
}
