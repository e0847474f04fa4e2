using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing.Contract;
using Restpy.Ordering.Contract.Questions;
using Restpy.Ordering;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Ordering;

/// <summary>What keeps a day from closing: running orders of its business date and of those before.</summary>
public sealed class OpenOrdersTests
{
    [Theory, OnBothDatabases]
    public async Task An_order_keeps_its_own_day_open_and_no_day_before(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var id = (await evening.TakeawayAsync(Evening.Line(evening.Plain()))).GetProperty("orderId").GetGuid();
        await restpy.InAsync("spice-garden", "bengaluru", async s =>
        {
            var order = await s.GetRequiredService<RestpyDb>().Set<Order>().AsNoTracking().SingleAsync(o => o.Id == id);
            var orders = s.GetRequiredService<BillableOrders>();
            Assert.Empty(await orders.OpenAsync(order.BranchId, order.BusinessDate.AddDays(-1), default));
            foreach (var day in new[] { order.BusinessDate, order.BusinessDate.AddDays(1) })
                Assert.Equal([order.Label],
                    (await orders.OpenAsync(order.BranchId, day, default)).Select(o => o.Label));
            return 0;
        });
    }
}
