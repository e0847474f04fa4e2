using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor;
using Restpy.IntegrationTests.Ordering;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Audit;

/// <summary>
/// Of several acts in one save each entry of the log tells of its own changes: here a payment that issues its bill.
/// </summary>
public sealed class ActChangesTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task The_money_stands_under_the_payment(DatabaseKind kind) =>
    Assert.Contains("Tender", (await PaidAsync(kind))["billing.bill-paid"].Types);

    [Theory, OnBothDatabases]
    public async Task No_money_stands_under_the_issue(DatabaseKind kind) =>
    Assert.DoesNotContain("Tender", (await PaidAsync(kind))["billing.bill-issued"].Types);

    [Theory, OnBothDatabases]
    public async Task The_lines_of_the_bill_stand_under_the_issue(DatabaseKind kind) =>
    Assert.Contains("BillLine", (await PaidAsync(kind))["billing.bill-issued"].Types);

    [Theory, OnBothDatabases]
    public async Task No_lines_of_the_bill_stand_under_the_payment(DatabaseKind kind) =>
    Assert.DoesNotContain("BillLine", (await PaidAsync(kind))["billing.bill-paid"].Types);

    [Theory, OnBothDatabases]
    public async Task The_bill_goes_from_open_to_printed_with_the_issue(DatabaseKind kind) =>
        Assert.Equal(("Open", "Printed"), (await PaidAsync(kind))["billing.bill-issued"].StateOf("Bill"));

    [Theory, OnBothDatabases]
    public async Task The_bill_goes_from_printed_to_paid_with_the_payment(DatabaseKind kind) =>
        Assert.Equal(("Printed", "Paid"), (await PaidAsync(kind))["billing.bill-paid"].StateOf("Bill"));

    [Theory, OnBothDatabases]
    public async Task The_order_is_printed_with_the_issue(DatabaseKind kind) =>
        Assert.Equal(("Open", "BillPrinted"), (await PaidAsync(kind))["billing.bill-issued"].StateOf("Order"));

    [Theory, OnBothDatabases]
    public async Task The_order_is_completed_with_the_payment(DatabaseKind kind) =>
        Assert.Equal(("BillPrinted", "Completed"), (await PaidAsync(kind))["billing.bill-paid"].StateOf("Order"));

    [Theory, OnBothDatabases]
    public async Task A_drawer_that_opens_by_the_payment_tells_of_itself_alone(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        Assert.Equal(["DrawerSession"], (await PayAsync(restpy, byThing: false))["billing.drawer-opened"].Types);
    }

    [Theory, OnBothDatabases]
    public async Task Of_many_acts_in_one_save_each_tells_of_its_own_row(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var changes = await restpy.InAsync("spice-garden", "bengaluru", async services =>
        {
            var db = services.GetRequiredService<RestpyDb>();
            await using var work = await db.BeginAsync(default);
            var areas = Enumerable.Range(0, 60).Select(i => Area.Open(db.Scope.Branch, $"Terrace {i}", 100 + i))
                .ToList();
            db.AddRange(areas);
            foreach (var area in areas) db.Act("test.area-added", area, area.Name);
            await db.SaveChangesAsync();
            return await db.Set<AuditEntry>().AsNoTracking().Where(e => e.Action == "test.area-added")
                .Select(e => new { e.ObjectLabel, e.Changes }).ToListAsync();
        });
        Assert.Equal(60, changes.Count);
        Assert.All(changes,
            c => Assert.Equal(c.ObjectLabel,
                Assert.Single(JsonDocument.Parse(c.Changes).RootElement.EnumerateArray()).GetProperty("after")
                .GetProperty("name").GetString()));
    }

    private async Task<Dictionary<string, Told>> PaidAsync(DatabaseKind kind) =>
        await PayAsync(await products.OnAsync(kind), byThing: true);

    /// <summary>What the log has of the payment of an order whose bill was open, by act.</summary>
    private static async Task<Dictionary<string, Told>> PayAsync(TestProduct restpy, bool byThing)
    {
        var evening = await Evening.OfAsync(restpy);
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain()))).GetProperty("orderId").GetGuid();
        var bill = (await evening.Waiter.CommandAsync($"/api/v1/orders/{order}/bill", new { }))
            .Body.GetProperty("billId").GetGuid();
        var tenders = new[] { new
        {
            kind = "Cash", amountMinor = (await evening.Waiter.JsonAsync($"/api/v1/bills/{bill}"))
            .GetProperty("dueMinor").GetInt64(),
        } };
        Assert.Equal(HttpStatusCode.OK,
            (await evening.Waiter.CommandAsync($"/api/v1/bills/{bill}/settle", new { tenders })).Status);
        var entries = await restpy.InAsync(
            "spice-garden", "bengaluru", s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().AsNoTracking()
            .Where(e => (byThing && e.ObjectId == bill) || (!byThing && e.Action == "billing.drawer-opened"))
            .OrderBy(e => e.Id).ToListAsync());
        return entries.GroupBy(e => e.Action)
            .ToDictionary(g => g.Key,
                g => new Told([.. JsonDocument.Parse(g.Last().Changes).RootElement.EnumerateArray()]));
    }

    private sealed record Told(IReadOnlyList<JsonElement> Rows)
    {
        public IEnumerable<string> Types => Rows.Select(r => r.GetProperty("type").GetString()!);

        public (string? Before, string? After) StateOf(string type)
        {
            var row = Assert.Single(Rows, r => r.GetProperty("type").GetString() == type);
            return (row.GetProperty("before").GetProperty("state").GetString(),
                row.GetProperty("after").GetProperty("state").GetString());
        }
    }
}
