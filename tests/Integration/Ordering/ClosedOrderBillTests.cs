using Restpy.Ordering.Contract.Questions;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing.Contract;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Ordering;

/// <summary>An open bill whose order was cancelled meanwhile is not printed.</summary>
public sealed class ClosedOrderBillTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task The_bill_of_a_cancelled_order_is_refused_because_the_order_is_closed(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (_, bill) = await CancelledAsync(restpy);
        var (status, body) = await (await restpy.AsAsync("manager@spice-garden.example"))
            .CommandAsync($"/api/v1/bills/{bill}/print", new { });
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("OrderIsClosed", body.GetProperty("code").GetString());
    }

    [Theory, OnBothDatabases]
    public async Task A_refused_print_is_not_announced(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (order, bill) = await CancelledAsync(restpy);
        var events = await restpy.InAsync("spice-garden", "bengaluru", async services =>
        {
            var db = services.GetRequiredService<RestpyDb>();
            var printed = await services.GetRequiredService<BillableOrders>().BillPrintedAsync(order, bill, default);
            Assert.False(printed.Ok);
            await db.SaveChangesAsync();
            return await db.Set<OutboxEvent>().CountAsync(e => e.SubjectId == order && e.Kind == "BillPrinted");
        });
        Assert.Equal(0, events);
    }

    private static async Task<(Guid Order, Guid Bill)> CancelledAsync(TestProduct restpy)
    {
        var evening = await Evening.OfAsync(restpy);
        var manager = await restpy.AsAsync("manager@spice-garden.example");
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain()))).GetProperty("orderId").GetGuid();
        var bill = (await manager.CommandAsync($"/api/v1/orders/{order}/bill", new { })).Body.GetProperty("billId")
            .GetGuid();
        var line = (await evening.LinesAsync(order)).Single();
        await manager.CommandAsync($"/api/v1/orders/lines/{line.Id}/void", new { quantity = 1, reason = "Guest left" });
        Assert.Equal(HttpStatusCode.OK,
            (await manager.CommandAsync($"/api/v1/orders/{order}/cancel", new { reason = "Guest left" })).Status);
        return (order, bill);
    }
}
