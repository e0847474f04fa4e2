using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Guest;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Ordering;

/// <summary>The version in a published event is the version of the stored row.</summary>
public sealed class EventVersionTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task A_new_order(DatabaseKind kind)
    {
        var evening = await Evening.OfAsync(await products.OnAsync(kind));
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain()))).GetProperty("orderId").GetGuid();
        await SameAsync(evening, "OrderSent", order);
    }

    [Theory, OnBothDatabases]
    public async Task A_second_round_of_an_order(DatabaseKind kind)
    {
        var evening = await Evening.OfAsync(await products.OnAsync(kind));
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain()))).GetProperty("orderId").GetGuid();
        var (status, _) = await evening.SendAsync(new
        {
            orderId = order, channel = "Takeaway", covers = 0, lines = new[] { Evening.Line(evening.Plain()) },
        });
        Assert.Equal(HttpStatusCode.OK, status);
        await SameAsync(evening, "OrderSent", order);
    }

    [Theory, OnBothDatabases]
    public async Task A_table_whose_covers_change(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var table = await evening.FreeTableAsync();
        var order = await SeatAsync(2);
        Assert.Equal(order, await SeatAsync(4));
        await SameAsync(evening, "TableSeated", order);

        async Task<Guid> SeatAsync(int covers)
        {
            var (status, body) =
                await evening.Waiter.CommandAsync("/api/v1/orders/seat", new { tableId = table.Id, covers });
            Assert.True(status == HttpStatusCode.OK, body.ToString());
            return body.GetProperty("orderId").GetGuid();
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_guests_round_that_waits_and_changes_nothing_of_the_order(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var table = await GuestTable.OfAsync(restpy);
        using var phone = table.Phone();
        await table.AddAsync(phone, table.Plain());
        await table.PlaceAsync(phone);
        await table.ApproveAsync();
        using var other = table.Phone();
        await table.AddAsync(other, table.Plain(1));
        await table.PlaceAsync(other);
        await SameAsync(evening, "GuestOrderWaits", Assert.Single(await table.OrdersAsync()).Id);
    }

    [Theory, OnBothDatabases]
    public async Task A_paid_bill_and_its_order(DatabaseKind kind)
    {
        var evening = await Evening.OfAsync(await products.OnAsync(kind));
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain()))).GetProperty("orderId").GetGuid();
        var bill = (await evening.Waiter.CommandAsync($"/api/v1/orders/{order}/bill", new { }))
            .Body.GetProperty("billId").GetGuid();
        var due = (await evening.Waiter.JsonAsync($"/api/v1/bills/{bill}")).GetProperty("dueMinor").GetInt64();
        var tenders = new[] { new { kind = "Cash", amountMinor = due } };
        Assert.Equal(HttpStatusCode.OK,
            (await evening.Waiter.CommandAsync($"/api/v1/bills/{bill}/settle", new { tenders })).Status);
        await SameAsync(evening, "OrderPaid", order);
    }

    [Theory, OnBothDatabases]
    public async Task A_ticket_of_which_only_a_line_changed(DatabaseKind kind)
    {
        var (evening, order, cook) = await TicketAsync(kind);
        var line = Assert.Single(await evening.LinesAsync(order));
        Assert.Equal(HttpStatusCode.OK,
            (await cook.CommandAsync($"/api/v1/kots/lines/{line.Id}/tick", new { ticked = true })).Status);
        Assert.Equal(Assert.Single(await evening.KotsAsync(order)).Version,
            await NewestAsync(evening, "DishTicked", order));
    }

    [Theory, OnBothDatabases]
    public async Task A_bumped_ticket(DatabaseKind kind)
    {
        var (evening, order, cook) = await TicketAsync(kind);
        var kot = Assert.Single(await evening.KotsAsync(order));
        Assert.Equal(HttpStatusCode.OK, (await cook.CommandAsync($"/api/v1/kots/{kot.Id}/bump", new { })).Status);
        Assert.Equal(Assert.Single(await evening.KotsAsync(order)).Version,
            await NewestAsync(evening, "KotBumped", order));
    }

    private async Task<(Evening Evening, Guid Order, StaffClient Cook)> TicketAsync(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain()))).GetProperty("orderId").GetGuid();
        return (evening, order, await restpy.AsAsync("kitchen@spice-garden.example"));
    }

    private static async Task SameAsync(Evening evening, string kind, Guid order) =>
        Assert.Equal((await evening.OrderAsync(order)).Version, await NewestAsync(evening, kind, order));

    private static Task<long> NewestAsync(Evening evening, string kind, Guid subject) =>
        evening.Product.InAsync(
            "spice-garden", "bengaluru", s => s.GetRequiredService<RestpyDb>().Set<OutboxEvent>().AsNoTracking()
            .Where(e => e.SubjectId == subject && e.Kind == kind).OrderByDescending(e => e.Id)
            .Select(e => e.SubjectVersion).FirstAsync());
}
