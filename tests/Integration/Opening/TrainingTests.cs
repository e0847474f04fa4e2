using System.Net;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Opening.Pages;

namespace Restpy.IntegrationTests.Opening;

/// <summary>Training orders are cooked and paid like others, and count nowhere.</summary>
public sealed class TrainingTests
{
    [Theory, OnBothDatabases]
    public async Task A_paid_training_bill_is_in_no_report(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        await manager.CommandAsync("/api/v1/day/open", new { floatMinor = 100_00 });
        var real = await PayAsync(restpy, manager, "Takeaway");
        var training = await PayAsync(restpy, manager, "Training");
        Assert.StartsWith("TRAIN/", training.Number, StringComparison.Ordinal);
        Assert.False(real.Number.StartsWith("TRAIN", StringComparison.Ordinal));
        var x = (await manager.PageAsync("/staff/day/x")).Body!.TextContent;
        Assert.Contains(real.Number.Split('/')[0], x, StringComparison.Ordinal);
        Assert.DoesNotContain("TRAIN", x, StringComparison.Ordinal);
        Assert.DoesNotContain("TRAIN", (await manager.PageAsync("/staff/bills")).QuerySelector("main")!.TextContent,
            StringComparison.Ordinal);
        var (status, z) = await manager.CommandAsync(
            "/api/v1/day/close", new { counts = Counted(100_00 + real.Payable) });
        Assert.True(status == HttpStatusCode.OK, z.ToString());
    }

    [Theory, OnBothDatabases]
    public async Task A_training_bill_says_so_on_paper_and_leaves_no_gap_in_the_real_series(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var first = await PayAsync(restpy, manager, "Takeaway");
        var training = await PayAsync(restpy, manager, "Training");
        var second = await PayAsync(restpy, manager, "Takeaway");
        Assert.Equal(Last(first.Number) + 1, Last(second.Number));
        Assert.Contains("TRAINING",
            (await manager.PageAsync($"/staff/bills/{training.Id}/print")).QuerySelector(".boxed")!.TextContent,
            StringComparison.Ordinal);

        static int Last(string number) =>
            int.Parse(number.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory, OnBothDatabases]
    public async Task A_training_order_takes_no_stock_and_its_bill_gives_no_money_back(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var dish = Guest.GuestTable.PlainOf(await Guest.GuestTable.MenuAsync(restpy, "spice-garden", "bengaluru"));
        await manager.CommandAsync($"/api/v1/menu/items/{dish.Id}/countdown", new { left = 5 });
        var training = await PayAsync(restpy, manager, "Training", dish.Id);
        Assert.Equal(5, (await Guest.GuestTable.MenuAsync(restpy, "spice-garden", "bengaluru")).Items[dish.Id].Left);
        var (status, _) = await manager.CommandAsync($"/api/v1/bills/{training.Id}/credit-notes", new
        {
            all = true, reason = "practice", refundKind = "Cash",
        });
        Assert.Equal(HttpStatusCode.Conflict, status);
    }

    /// <summary>The sum in notes and coins, as few as can be.</summary>
    private static List<object> Counted(long minor)
    {
        var counts = new List<object>();
        foreach (var one in new long[] { 50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100 })
        {
            if (minor / one > 0) counts.Add(new { denominationMinor = one, pieces = minor / one });
            minor %= one;
        }
        return counts;
    }

    private static async Task<(Guid Id, string Number, long Payable)> PayAsync(
        TestProduct restpy, StaffClient person, string channel, Guid? dish = null)
    {
        var (taken, sent) = await NewRestaurantTests.TrySendAsync(restpy, person, channel, dish);
        Assert.True(taken == HttpStatusCode.OK, sent.ToString());
        var (opened, bill) =
            await person.CommandAsync($"/api/v1/orders/{sent.GetProperty("orderId").GetString()}/bill", new { });
        Assert.True(opened == HttpStatusCode.OK, bill.ToString());
        var (id, due) = (bill.GetProperty("billId").GetGuid(), bill.GetProperty("payableMinor").GetInt64());
        var (status, paid) = await person.CommandAsync($"/api/v1/bills/{id}/settle", new
        {
            tenders = new[] { new { kind = "Cash", amountMinor = due } },
        });
        Assert.True(status == HttpStatusCode.OK, paid.ToString());
        return (id, paid.GetProperty("number").GetString()!, due);
    }
}
