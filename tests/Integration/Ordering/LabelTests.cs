using System.Net;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Ordering;

/// <summary>
/// An order is called by its table or its number, in the words of whoever looks; the log and programs read English.
/// </summary>
public sealed class LabelTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task Each_person_reads_it_in_their_own_language(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var table = await evening.FreeTableAsync();
        var (status, sent) = await evening.SendAsync(new
        {
            tableId = table.Id, channel = "DineIn", covers = 2, lines = new[] { Evening.Line(evening.Plain()) },
        });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal($"Table {table.Number}", sent.GetProperty("label").GetString());
        var counter = (await evening.TakeawayAsync(Evening.Line(evening.Plain()))).GetProperty("label").GetString()!;
        var number = counter.Split(' ')[1];
        Assert.Equal($"Takeaway {number}", counter);

        var hindi = await restpy.AsAsync("waiter2@spice-garden.example");
        var english = await restpy.AsAsync("manager@spice-garden.example");
        var orders = await hindi.PageAsync("/staff/orders");
        Assert.Contains(orders.QuerySelectorAll("th a"), a => a.TextContent == $"टेबल {table.Number}");
        Assert.Contains(orders.QuerySelectorAll("th a"), a => a.TextContent == $"टेकअवे {number}");
        Assert.Equal($"टेबल {table.Number}",
            (await hindi.PageAsync($"/staff/pad?table={table.Id}")).QuerySelector("#ticket-title")!.TextContent);
        Assert.Contains((await hindi.PageAsync("/staff/floor")).QuerySelectorAll(".table-no"),
            t => t.TextContent == $"टेकअवे {number}");
        Assert.Contains((await english.PageAsync("/staff/kitchen")).QuerySelectorAll(".kot-table"),
            t => t.TextContent == $"Table {table.Number}");
        Assert.Contains((await english.PageAsync("/staff/log")).QuerySelectorAll("summary"),
            s => s.TextContent.Contains($": {counter}", StringComparison.Ordinal));
    }

    /// <summary>The form of the stations once lent the board its labels: "Late, min".</summary>
    [Fact]
    public async Task The_board_says_late_and_soon_late_without_a_unit()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var evening = await Evening.OfAsync(restpy);
        await evening.TakeawayAsync(Evening.Line(evening.Plain()));
        var manager = await restpy.AsAsync("manager@spice-garden.example");
        var age = (await manager.PageAsync("/staff/kitchen")).QuerySelector(".kot-age[data-late]")!;
        Assert.Equal(("Soon late", "Late"), (age.GetAttribute("data-warn"), age.GetAttribute("data-late")));
    }

    [Theory, OnBothDatabases]
    public async Task Also_in_a_refusal_on_the_bill_and_in_a_search(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var sent = await evening.TakeawayAsync(Evening.Line(evening.Plain()));
        var (order, number) =
            (sent.GetProperty("orderId").GetGuid(), sent.GetProperty("label").GetString()!.Split(' ')[1]);
        var hindi = await restpy.AsAsync("waiter2@spice-garden.example");
        var manager = await restpy.AsAsync("manager@spice-garden.example");
        var (opened, bill) = await manager.CommandAsync($"/api/v1/orders/{order}/bill", new { });
        Assert.Equal(HttpStatusCode.OK, opened);
        var id = bill.GetProperty("billId").GetGuid();
        Assert.Contains($"टेकअवे {number}",
            (await hindi.PageAsync($"/staff/bills/{id}")).QuerySelector("h1")!.TextContent);
        var found = await hindi.PageAsync($"/staff/bills?q={Uri.EscapeDataString("टेकअवे " + number)}");
        Assert.Contains(found.QuerySelectorAll("tbody tr"),
            r => r.TextContent.Contains($"टेकअवे {number}", StringComparison.Ordinal));
        Assert.DoesNotContain(found.QuerySelectorAll("tbody tr"),
            r => r.TextContent.Contains($"टेबल {number}", StringComparison.Ordinal));
        Assert.Contains($"Takeaway {number}",
            (await manager.PageAsync($"/staff/bills?q=takeaway+{number}")).QuerySelector("tbody")!.TextContent);

        Assert.Equal(HttpStatusCode.OK, (await manager.CommandAsync($"/api/v1/bills/{id}/print", new { })).Status);
        var (refused, body) = await hindi.CommandAsync("/api/v1/orders/send", new
        {
            orderId = order, channel = "Takeaway", lines = new[] { Evening.Line(evening.Plain()) },
        });
        Assert.Equal(HttpStatusCode.Conflict, refused);
        Assert.Contains($"टेकअवे {number}", body.GetProperty("title").GetString());
    }
}
