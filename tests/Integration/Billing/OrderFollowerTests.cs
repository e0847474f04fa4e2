using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing;
using Restpy.Billing.Contract;
using Restpy.IntegrationTests.Ordering;
using Restpy.Platform.Consumers;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Billing;

public sealed class OrderFollowerTests
{
    [Theory, OnBothDatabases]
    public async Task An_open_bill_follows_its_order_and_is_priced_as_it_is_served(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var sent = await evening.TakeawayAsync(Evening.Line(evening.Plain(), 2));
        var order = sent.GetProperty("orderId").GetGuid();
        var cashier = await restpy.AsAsync("cashier@spice-garden.example");
        var (opened, answer) = await cashier.CommandAsync($"/api/v1/orders/{order}/bill", new { });
        Assert.Equal(HttpStatusCode.OK, opened);
        var before = await BillAsync(restpy, order);
        var table = await evening.FreeTableAsync();
        await evening.Waiter.CommandAsync($"/api/v1/orders/{order}/move", new { tableId = table.Id });
        var after = await FollowedAsync(restpy, order, b => b.Place == table.Number);
        Assert.Equal((answer.GetProperty("billId").GetGuid(), table.Number), (after.Id, after.Place));
        Assert.NotEqual(before.Mode, after.Mode);
        // A second look at the same event changes nothing more.
        await restpy.Services.GetRequiredService<EventConsumers>().RunOnceAsync(default);
        Assert.Equal(after.Version, (await BillAsync(restpy, order)).Version);
    }

    [Theory, OnBothDatabases]
    public async Task The_open_bill_of_an_order_that_became_one_with_another_is_void(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var ids = new List<Guid>();
        var tables = new List<Guid>();
        for (var i = 0; i < 2; i++)
        {
            var table = await evening.FreeTableAsync();
            var (_, body) = await evening.SendAsync(new
            {
                tableId = table.Id, channel = "DineIn", covers = 2, lines = new[] { Evening.Line(evening.Plain()) },
            });
            ids.Add(body.GetProperty("orderId").GetGuid());
            tables.Add(table.Id);
        }
        var cashier = await restpy.AsAsync("cashier@spice-garden.example");
        foreach (var id in ids) await cashier.CommandAsync($"/api/v1/orders/{id}/bill", new { });
        await evening.Waiter.CommandAsync($"/api/v1/orders/{ids[0]}/join", new { tableId = tables[1] });
        await FollowedAsync(restpy, ids[1], b => b.State == BillState.Void);
        var kept = await FollowedAsync(restpy, ids[0], b => b.Place.Contains('+'));
        Assert.Equal(BillState.Open, kept.State);
        Assert.Equal(evening.Plain().PriceMinor * 2, kept.GrossMinor);
    }

    /// <summary>
    /// The bill once its consumer has heard what happened: on PostgreSQL events get their places a moment later.
    /// </summary>
    private static async Task<Bill> FollowedAsync(TestProduct restpy, Guid order, Func<Bill, bool> isThere)
    {
        for (var tries = 0; ; tries++)
        {
            await restpy.Services.GetRequiredService<EventConsumers>().RunOnceAsync(default);
            if (await BillAsync(restpy, order) is var bill && isThere(bill)) return bill;
            Assert.True(tries < 100, $"{bill.State} {bill.Place}");
            await Task.Delay(50);
        }
    }

    private static Task<Bill> BillAsync(TestProduct restpy, Guid order) => restpy.InAsync("spice-garden", "bengaluru",
        s => s.GetRequiredService<RestpyDb>().Set<Bill>().AsNoTracking().SingleAsync(b => b.OrderId == order));
}
