using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Core;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.People.PeopleTests;

namespace Restpy.IntegrationTests.People;

/// <summary>What a role may do here, and what one person may beside it.</summary>
public sealed class RightsTests
{
    private const string Owner = "owner@spice-garden.example";
    private const string Waiter = "waiter@spice-garden.example";

    [Theory, OnBothDatabases]
    public async Task A_changed_permission_counts_from_the_next_request_and_the_page_says_why(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (owner, waiter) = (await restpy.AsAsync(Owner), await restpy.AsAsync(Waiter));
        var member = await MemberAsync(restpy, Waiter);
        Assert.Equal(HttpStatusCode.Forbidden, (await waiter.GetAsync("/staff/sales")).StatusCode);
        await GiveAsync(owner, member, "reports.see", allowed: true, "covers for Anita");
        Assert.Equal(HttpStatusCode.OK, (await waiter.GetAsync("/staff/sales")).StatusCode);
        Assert.Contains("covers for Anita", await WhyAsync(owner, member, "See sales reports"),
            StringComparison.Ordinal);
        // Taking away wins over giving.
        await GiveAsync(owner, member, "reports.see", allowed: false, "looked too long");
        Assert.Equal(HttpStatusCode.Forbidden, (await waiter.GetAsync("/staff/sales")).StatusCode);
        await GiveAsync(owner, member, "bills.see", allowed: false, "new here");
        Assert.Equal(HttpStatusCode.Forbidden, (await waiter.GetAsync("/staff/bills")).StatusCode);
        Assert.Contains("Removed by Anita Rao", await WhyAsync(owner, member, "See bills"), StringComparison.Ordinal);
        foreach (var form in (await owner.PageAsync($"/staff/people/{member}"))
            .QuerySelectorAll("form[action$=TakeBack] input[name=given]").Select(i => i.GetAttribute("value")!))
            Assert.Equal(HttpStatusCode.Redirect,
                (await PostAsync(owner, $"/staff/people/{member}?handler=TakeBack", ("given", form))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await waiter.GetAsync("/staff/bills")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await waiter.GetAsync("/staff/sales")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_given_for_a_day_ends_with_it(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var member = await MemberAsync(restpy, Waiter);
        var india = TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata");
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(restpy.Clock.GetUtcNow(), india).DateTime);
        Assert.Equal(HttpStatusCode.Redirect,
            (await PostAsync(owner, $"/staff/people/{member}?handler=Give", ("permission", "reports.see"),
                ("allowed", "true"), ("until", $"{today:yyyy-MM-dd}"), ("reason", "tonight"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await PostAsync(owner, $"/staff/people/{member}?handler=Give", ("permission", "log.see"),
                ("allowed", "true"), ("until", $"{today.AddDays(-1):yyyy-MM-dd}"), ("reason", "over"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await PostAsync(owner, $"/staff/people/{member}?handler=Give", ("permission", "log.see"),
                ("allowed", "true"), ("until", "tomorrow"), ("reason", "no day"))).StatusCode);
        using var waiter = await restpy.SignInAsync(Waiter);
        Assert.Equal(HttpStatusCode.OK, (await waiter.GetAsync("/staff/sales")).StatusCode);
        var midnight = new DateTimeOffset(today.AddDays(1).ToDateTime(TimeOnly.MinValue), india.BaseUtcOffset);
        restpy.Clock.Advance(midnight - restpy.Clock.GetUtcNow() - TimeSpan.FromMinutes(1));
        using var late = await restpy.SignInAsync(Waiter);
        Assert.Equal(HttpStatusCode.OK, (await late.GetAsync("/staff/sales")).StatusCode);
        restpy.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Forbidden, (await late.GetAsync("/staff/sales")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_role_is_changed_for_everybody_in_it_in_this_restaurant_alone(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (owner, waiter, other) = (await restpy.AsAsync(Owner), await restpy.AsAsync(Waiter),
            await restpy.AsAsync("waiter@maison-lumiere.example"));
        var page = await owner.PageAsync("/staff/roles?role=Waiter");
        Assert.Contains("bills.see",
            page.QuerySelectorAll("input[name=may][checked]").Select(i => i.GetAttribute("value")));
        Assert.Equal(HttpStatusCode.Redirect,
            (await PostAsync(owner, "/staff/roles?role=Waiter", ("seen", "bills.see"), ("seen", "bills.make"),
                ("may", "bills.make"), ("may", "reports.see"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await waiter.GetAsync("/staff/bills")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await waiter.GetAsync("/staff/sales")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/staff/bills")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync("/staff/sales")).StatusCode);
        // Of what another sees only what was ticked or unticked changes; the owner's role stays whole, the operator's
        // is not for sale.
        Assert.Equal(HttpStatusCode.Redirect,
            (await PostAsync(owner, "/staff/roles?role=Waiter", ("may", "log.see"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await waiter.GetAsync("/staff/sales")).StatusCode);
        foreach (var (role, permission) in new[] {
            ("Owner", "log.see"), ("SuperAdmin", "log.see"), ("7", "log.see"), ("Waiter", "platform.restaurants"),
            ("Waiter", "no.such") })
            Assert.Equal(HttpStatusCode.NotFound,
                (await PostAsync(owner, $"/staff/roles?role={role}", ("may", permission))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await restpy.AsAsync("manager@spice-garden.example")).GetAsync("/staff/roles")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_changed_role_ends_the_sessions_and_the_open_stream_within_two_seconds(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        using var waiter = await restpy.SignInAsync(Waiter);
        var member = await MemberAsync(restpy, Waiter);
        var branch = await restpy.InAsync(
            "spice-garden", "bengaluru", s => Task.FromResult(s.GetRequiredService<RestpyDb>().Scope.Branch));
        using var stream = await waiter.Http.GetAsync(
            "/api/v1/live?topics=floor", HttpCompletionOption.ResponseHeadersRead);
        await using var body = await stream.Content.ReadAsStreamAsync();
        var version = (await owner.PageAsync($"/staff/people/{member}"))
            .QuerySelector("input[name=version]")!.GetAttribute("value")!;
        var changed = await PostAsync(owner, $"/staff/people/{member}?handler=Role", ("version", version),
            ("role", "Kitchen"), ("branchId", branch.ToString()));
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var read = new byte[4096];
        while (await body.ReadAsync(read, patience.Token) > 0) { }
        Assert.StartsWith("/sign-in", (await waiter.GetAsync("/staff/floor")).Headers.Location!.ToString(),
            StringComparison.Ordinal);
        using var cook = await restpy.SignInAsync(Waiter);
        Assert.Equal(HttpStatusCode.OK, (await cook.GetAsync("/staff/kitchen")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await cook.GetAsync("/staff/floor")).StatusCode);
        // The page somebody else had open knows nothing of it.
        Assert.Equal(HttpStatusCode.Conflict,
            (await PostAsync(owner, $"/staff/people/{member}?handler=Role", ("version", version), ("role", "Cashier"),
                ("branchId", branch.ToString()))).StatusCode);
    }

    /// <summary>A permission taken while it is being used: what was saved after it was taken did not happen.</summary>
    [Theory, OnBothDatabases]
    public async Task Nothing_that_weighs_is_saved_after_the_permission_was_taken(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (owner, manager) = (await restpy.AsAsync(Owner), await restpy.AsAsync("manager@spice-garden.example"));
        var member = await MemberAsync(restpy, "manager@spice-garden.example");
        await manager.CommandAsync("/api/v1/day/open", new { floatMinor = 10_000 });
        var (refused, done) = (0, 0);
        for (var pair = 0; pair < 25; pair++)
        {
            // Now before it, now while it is taken, now after.
            var taking = GiveAsync(owner, member, "day.run", allowed: false, $"pair {pair}");
            var moving = Enumerable.Range(0, 4).Select(async i =>
            {
                await Task.Delay((i * 15) + pair);
                return await manager.CommandAsync("/api/v1/day/cash", new
                {
                    kind = "PayIn", amountMinor = 100, reason = $"pair {pair}",
                });
            }).ToList();
            var moves = await Task.WhenAll(moving);
            await taking;
            refused += moves.Count(m => m.Status == HttpStatusCode.Forbidden);
            done += moves.Count(m => m.Status == HttpStatusCode.OK);
            // Ids of one millisecond have no order; the time is taken inside the transaction.
            var reason = $"pair {pair}";
            var entries = await restpy.InAsync("spice-garden", null,
                s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().Where(e => e.Reason == reason)
                .OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.Action).ToListAsync());
            Assert.Equal(moves.Count(m => m.Status == HttpStatusCode.OK) + 1, entries.Count);
            Assert.Equal("staff.permission-taken", entries[^1]);
            var given = (await owner.PageAsync($"/staff/people/{member}"))
                .QuerySelector("form[action$=TakeBack] input[name=given]")!.GetAttribute("value")!;
            await PostAsync(owner, $"/staff/people/{member}?handler=TakeBack", ("given", given));
        }
        Assert.True(refused > 0 && done > 0, $"{refused} refused, {done} done: the two never met");
    }

    private static async Task GiveAsync(StaffClient by, Guid member, string permission, bool allowed, string reason)
    {
        var answer = await PostAsync(by, $"/staff/people/{member}?handler=Give", ("permission", permission),
            ("allowed", allowed ? "true" : "false"), ("reason", reason));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task<string> WhyAsync(StaffClient by, Guid member, string permission) =>
        (await by.PageAsync($"/staff/people/{member}")).QuerySelectorAll("table.data tbody tr")
            .First(r => r.QuerySelector("th")!.TextContent.StartsWith(permission, StringComparison.Ordinal))
            .QuerySelectorAll("td")[1].TextContent;
}
