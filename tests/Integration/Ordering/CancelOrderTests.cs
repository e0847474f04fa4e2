using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Ordering;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Ordering;

/// <summary>A whole order is cancelled with what was sent of it.</summary>
public sealed class CancelOrderTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task All_its_dishes_are_struck_through_in_the_kitchen_and_it_is_worth_nothing(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (evening, order) = await SentAsync(restpy);
        var cook = await restpy.AsAsync("kitchen@spice-garden.example");
        // One ticket is finished: it comes back to the board.
        await cook.CommandAsync($"/api/v1/kots/{(await evening.KotsAsync(order))[0].Id}/bump", new { });
        var manager = await restpy.AsAsync("manager@spice-garden.example");
        var (status, _) = await manager.CommandAsync(
            $"/api/v1/orders/{order}/cancel", new { reason = "Guests left", dishes = true });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.All(await evening.LinesAsync(order), l => Assert.Equal(
            (LineState.Voided, "Guests left"), (l.State, l.VoidReason)));
        Assert.All(await evening.KotsAsync(order), k => Assert.NotNull(k.OnBoard));
        var cancelled = await evening.OrderAsync(order);
        Assert.Equal((OrderState.Cancelled, 0), (cancelled.State, cancelled.RunningMinor));
    }

    [Theory, OnBothDatabases]
    public async Task Without_saying_so_dishes_that_were_sent_keep_it_open(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (evening, order) = await SentAsync(restpy);
        var manager = await restpy.AsAsync("manager@spice-garden.example");
        var (status, body) = await manager.CommandAsync($"/api/v1/orders/{order}/cancel", new { reason = "Oh" });
        Assert.Equal((HttpStatusCode.Conflict, "LinesStillSent"), (status, body.GetProperty("code").GetString()));
        Assert.True((await evening.OrderAsync(order)).IsOpen);
    }

    private static async Task<(Evening Evening, Guid Order)> SentAsync(TestProduct restpy)
    {
        var evening = await Evening.OfAsync(restpy);
        var order = await evening.TakeawayAsync(
            Evening.Line(evening.Plain(), 2), Evening.Line(evening.Plain("curry")));
        return (evening, order.GetProperty("orderId").GetGuid());
    }
}
