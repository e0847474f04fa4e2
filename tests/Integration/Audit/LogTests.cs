using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Audit;
using Restpy.Audit.See;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Audit;

public sealed class LogTests(SharedProducts products)
{
    private const string Owner = "owner@spice-garden.example";
    private const string Manager = "manager@spice-garden.example";

    [Theory, OnBothDatabases]
    public async Task Who_did_what_is_found_by_thing_and_shows_before_and_after(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var number = "L" + Guid.NewGuid().ToString("N")[..8];
        await owner.SubmitAsync(await owner.PageAsync("/staff/tables/new?branch=bengaluru"), "form.form",
            new() { ["Number"] = number, ["Seats"] = "3" });
        var tables = await owner.PageAsync("/staff/tables?branch=bengaluru");
        var link = tables.QuerySelectorAll("th a").Single(a => a.TextContent == "Table " + number)
            .GetAttribute("href")!;
        await owner.SubmitAsync(await owner.PageAsync(link), "#edit", new() { ["Seats"] = "9" });
        var page = await owner.PageAsync($"/staff/log?thing={number.ToLowerInvariant()}&act=floor.table-edited");
        var entry = Assert.Single(page.QuerySelectorAll("details.more[id^=e-]"));
        var text = entry.TextContent;
        Assert.Contains("Anita Rao", text);
        Assert.Contains("Owner", text);
        Assert.Contains("127.0.0.1", text);
        Assert.Contains("RestpyTests/1.0", text);
        Assert.Contains("Table edited", text);
        var seats = entry.QuerySelectorAll("tbody tr").Single(r => r.QuerySelector("th")!.TextContent == "Seats");
        Assert.Equal(["3", "9"], seats.QuerySelectorAll("td").Select(c => c.TextContent));
        var byId = await owner.PageAsync($"/staff/log?thing={link.Split('/')[^1]}");
        Assert.NotEmpty(byId.QuerySelectorAll("details.more[id^=e-]"));
    }

    [Theory, OnBothDatabases]
    public async Task Cash_paid_out_stands_in_its_row_with_amount_and_reason(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var cashier = await restpy.AsAsync("cashier@spice-garden.example");
        var reason = "Milk " + Guid.NewGuid().ToString("N")[..8];
        await cashier.CommandAsync("/api/v1/day/open", new { floatMinor = 100_000 });
        await cashier.CommandAsync("/api/v1/day/cash", new { kind = "PayOut", amountMinor = 15_000, reason });
        var page = await (await restpy.AsAsync(Owner)).PageAsync("/staff/log?act=billing.cash-paid-out");
        var row = page.QuerySelectorAll("details.more[id^=e-] summary")
            .First(r => r.TextContent.Contains(reason, StringComparison.Ordinal));
        Assert.Contains($"Cash paid out: Bengaluru · ₹150.00 – {reason}", row.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task A_shortcut_shows_its_acts_and_no_others(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var mark = "Chip " + Guid.NewGuid().ToString("N")[..8];
        await restpy.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            foreach (var act in ActivityWords.Shortcuts.Values.SelectMany(a => a))
                db.Act(act, "Bill", Guid.NewGuid(), mark);
            return await db.SaveChangesAsync();
        });
        var owner = await restpy.AsAsync(Owner);
        foreach (var (shortcut, acts) in ActivityWords.Shortcuts)
        {
            var page = await owner.PageAsync($"/staff/log?thing={Uri.EscapeDataString(mark)}&act={shortcut}");
            Assert.Equal(acts.Order(),
                page.QuerySelectorAll("details[data-act]").Select(d => d.GetAttribute("data-act")).Order());
            Assert.Single(page.QuerySelectorAll("a.chip[aria-current]"));
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_time_is_the_branchs_time_and_its_end_is_not_included(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var at = DateTimeOffset.Parse("2026-01-31T20:00:00Z");
        var label = await WriteAsync(restpy, "bengaluru", at);
        var owner = await restpy.AsAsync(Owner);
        // 20:00 UTC is half past one in the morning of 1 February in Bengaluru.
        Assert.Equal(1, await FoundAsync(owner, $"thing={label}&from=2026-02-01T01:30&to=2026-02-01T01:31"));
        Assert.Equal(0, await FoundAsync(owner, $"thing={label}&from=2026-02-01T01:00&to=2026-02-01T01:30"));
        Assert.Equal(0, await FoundAsync(owner, $"thing={label}&from=2026-02-01T01:31"));
        var refused = await owner.GetAsync("/staff/log?from=yesterday");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("yesterday", (await PageClient.ParseAsync(refused)).QuerySelector(".errors")!.TextContent);
    }

    [Theory, OnBothDatabases]
    public async Task Pages_follow_each_other_without_a_gap_or_a_double_even_within_one_instant(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var label = "many" + Guid.NewGuid().ToString("N")[..8];
        await restpy.InAsync("spice-garden", "bengaluru", async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            for (var i = 0; i < 2 * LogView.PerPage + 7; i++) db.Act("order.seated", "Order", Id.New(), $"{label} {i}");
            return await db.SaveChangesAsync();
        });
        var owner = await restpy.AsAsync(Owner);
        var seen = new List<string>();
        var url = $"/staff/log?thing={label}";
        while (url is not null)
        {
            var page = await owner.PageAsync(url);
            seen.AddRange(page.QuerySelectorAll("details.more[id^=e-]").Select(e => e.Id!));
            url = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }
        Assert.Equal(2 * LogView.PerPage + 7, seen.Distinct().Count());
        Assert.Equal(seen.Count, seen.Distinct().Count());
    }

    [Theory, OnBothDatabases]
    public async Task A_restaurant_never_sees_anothers_log(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var label = await WriteAsync(restpy, "bengaluru", DateTimeOffset.Parse("2026-02-02T10:00:00Z"));
        var entry = await restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().FirstAsync(e => e.ObjectLabel == label));
        var french = await restpy.AsAsync("owner@maison-lumiere.example");
        foreach (var ask in new[] {
            $"thing={label}", $"thing={entry.ObjectId}", $"person={entry.PersonId}&thing={label}",
            $"before={new LogPlace(entry.At.AddDays(1), entry.Id)}&thing={label}" })
            Assert.Equal(0, await FoundAsync(french, ask));
        Assert.DoesNotContain(
            "Spice Garden", (await french.PageAsync("/staff/log")).Body!.QuerySelector("main")!.TextContent);
    }

    [Theory, OnBothDatabases]
    public async Task A_manager_sees_the_own_branch_and_what_concerns_all_but_no_sign_ins_elsewhere(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var here = await WriteAsync(restpy, "bengaluru", DateTimeOffset.Parse("2026-02-03T10:00:00Z"));
        var there = await WriteAsync(restpy, "mumbai", DateTimeOffset.Parse("2026-02-03T10:00:00Z"));
        var all = await WriteAsync(restpy, null, DateTimeOffset.Parse("2026-02-03T10:00:00Z"));
        var signIn = await WriteAsync(restpy, null, DateTimeOffset.Parse("2026-02-03T10:00:00Z"), "staff.signed-in");
        var manager = await restpy.AsAsync(Manager);
        var found = new List<int>();
        foreach (var label in new[] { here, there, all, signIn })
            found.Add(await FoundAsync(manager, "thing=" + label));
        Assert.Equal([1, 0, 1, 0], found);
    }

    [Theory, OnBothDatabases]
    public async Task Only_permitted_roles_see_the_log_and_only_super_admins_the_platforms(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        foreach (var (email, status) in new[] {
            (Owner, 200), (Manager, 200), ("accountant@spice-garden.example", 200),
            ("waiter@spice-garden.example", 403), ("cashier@spice-garden.example", 403),
            ("kitchen@spice-garden.example", 403), ("admin@restpy.example", 403) })
            Assert.Equal(status, (int)(await (await restpy.AsAsync(email)).GetAsync("/staff/log")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await restpy.AsAsync(Owner)).GetAsync("/platform/log")).StatusCode);
        var admin = await restpy.AsAsync("admin@restpy.example");
        var page = await admin.PageAsync("/platform/log?act=staff.signed-in&who=mira");
        Assert.NotEmpty(page.QuerySelectorAll("details.more[id^=e-]"));
        Assert.DoesNotContain("Anita", page.QuerySelector("main")!.TextContent);
    }

    private static async Task<int> FoundAsync(StaffClient person, string ask) =>
        (await person.PageAsync("/staff/log?" + ask)).QuerySelectorAll("details.more[id^=e-]").Length;

    /// <summary>An entry of a time long past, under a label of its own.</summary>
    private static Task<string> WriteAsync(
        TestProduct restpy, string? branch, DateTimeOffset at, string act = "order.seated") =>
        restpy.InAsync("spice-garden", branch, async s =>
        {
            var label = "label" + Guid.NewGuid().ToString("N")[..8];
            var (db, scope) = (s.GetRequiredService<RestpyDb>(), s.GetRequiredService<WorkScope>());
            db.Add(new AuditEntry
            {
                RestaurantId = scope.Restaurant, Id = Id.New(), BranchId = scope.BranchId, At = at, PersonId = Id.New(),
                PersonName = "Somebody", Role = "owner", Ip = "192.0.2.1", Action = act, ObjectType = "Order",
                ObjectId = Id.New(), ObjectLabel = label,
            });
            await db.SaveChangesAsync();
            return label;
        });
}
