using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing.Contract;
using Restpy.Billing.Contract.Questions;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Billing;

/// <summary>With the true orders: from the pad to the paid bill.</summary>
public sealed class WholeWayTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task An_order_is_sent_billed_printed_and_paid_and_takes_no_more_lines_in_between(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var waiter = await restpy.AsAsync("waiter@spice-garden.example");
        var dish = await DishAsync(restpy);
        var lines = new[] { new { itemId = dish, quantity = 2 } };
        var (sent, order) = await waiter.CommandAsync("/api/v1/orders/send", new
        {
            channel = "Takeaway", covers = 0, guestName = "Meera", lines,
        });
        Assert.True(sent == HttpStatusCode.OK, order.ToString());
        var orderId = order.GetProperty("orderId").GetGuid();
        var (opened, bill) = await waiter.CommandAsync($"/api/v1/orders/{orderId}/bill", new { });
        Assert.True(opened == HttpStatusCode.OK, bill.ToString());
        var billId = bill.GetProperty("billId").GetGuid();
        Assert.Equal(HttpStatusCode.OK, (await waiter.CommandAsync($"/api/v1/bills/{billId}/print", new { })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await waiter.CommandAsync("/api/v1/orders/send", new
        {
            orderId, channel = "Takeaway", covers = 0, lines,
        })).Status);
        var due = (await waiter.JsonAsync($"/api/v1/bills/{billId}")).GetProperty("dueMinor").GetInt64();
        var (paid, settled) = await waiter.CommandAsync($"/api/v1/bills/{billId}/settle", new
        {
            tenders = new[] { new { kind = "Cash", amountMinor = due } }, dueMinor = due,
        });
        Assert.True(paid == HttpStatusCode.OK, settled.ToString());
        Assert.Equal("Paid", settled.GetProperty("state").GetString());
        await restpy.InAsync("spice-garden", "bengaluru", async services =>
        {
            Assert.Equal(BillState.Paid,
                (await services.GetRequiredService<BillFigures>().OfOrderAsync(orderId, default))!.State);
            return 0;
        });
    }

    [Theory, OnBothDatabases]
    public async Task A_composition_dealer_prints_a_bill_of_supply_with_its_words_and_no_tax(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        await restpy.InAsync("spice-garden", null, async services =>
        {
            var db = services.GetRequiredService<RestpyDb>();
            var branch = await db.Set<Branch>().FirstAsync(b => b.Key == "bengaluru");
            db.Entry(branch).Property(b => b.TaxProfile).CurrentValue = "IN_COMPOSITION";
            db.Act("test.composition", branch);
            db.Publish(new BranchChanged(branch.Id));
            return await db.SaveChangesAsync();
        });
        var waiter = await restpy.AsAsync("waiter@spice-garden.example");
        var (_, order) = await waiter.CommandAsync("/api/v1/orders/send", new
        {
            channel = "Takeaway", covers = 0, lines = new[] { new { itemId = await DishAsync(restpy), quantity = 1 } },
        });
        var (_, bill) = await waiter.CommandAsync(
            $"/api/v1/orders/{order.GetProperty("orderId").GetGuid()}/bill", new { });
        var (status, printed) =
            await waiter.CommandAsync($"/api/v1/bills/{bill.GetProperty("billId").GetGuid()}/print", new { });
        Assert.True(status == HttpStatusCode.OK, printed.ToString());
        Assert.StartsWith("BLR1S/", printed.GetProperty("number").GetString());
        var text = (await waiter.PageAsync(printed.GetProperty("url").GetString()!)).Body!.TextContent;
        Assert.Contains("Bill of supply", text);
        Assert.Contains("composition taxable person, not eligible to collect tax on supplies", text);
        Assert.DoesNotContain("CGST", text);
    }

    /// <summary>A dish that wants no choices made.</summary>
    private static Task<Guid> DishAsync(TestProduct restpy) =>
        restpy.InAsync("spice-garden", "bengaluru", async services =>
    {
        var scope = services.GetRequiredService<WorkScope>();
        var menu = await services.GetRequiredService<MenuCache>().OfAsync(scope.Restaurant, scope.Branch, default);
        return menu.Items.Values.First(
            i => i is { Variants.Count: 0, Groups.Count: 0, SoldOut: false, TaxCategory: "food" }).Id;
    });
}
