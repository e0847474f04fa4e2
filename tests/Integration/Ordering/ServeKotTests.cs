using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Ordering;

public sealed class ServeKotTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task A_finished_ticket_is_ready_on_the_pad_until_it_is_served(DatabaseKind kind)
    {
        var (evening, order, kot, cook) = await SentAsync(kind);
        Assert.Equal("cooking", await StateOnPadAsync(evening, order));
        await cook.CommandAsync($"/api/v1/kots/{kot}/bump", new { });
        Assert.Equal("ready", await StateOnPadAsync(evening, order));
        Assert.Equal(HttpStatusCode.OK, (await ServeAsync(evening.Waiter, kot)).Status);
        Assert.Equal("served", await StateOnPadAsync(evening, order));
    }

    [Theory, OnBothDatabases]
    public async Task A_ready_dish_is_a_signal_until_it_is_served(DatabaseKind kind)
    {
        var (evening, order, kot, cook) = await SentAsync(kind);
        await cook.CommandAsync($"/api/v1/kots/{kot}/bump", new { });
        Assert.Contains($"order={order}", await SignalsAsync(evening.Waiter));
        await ServeAsync(evening.Waiter, kot);
        Assert.DoesNotContain($"order={order}", await SignalsAsync(evening.Waiter));
    }

    [Theory, OnBothDatabases]
    public async Task What_the_kitchen_has_not_finished_is_not_served(DatabaseKind kind)
    {
        var (evening, _, kot, _) = await SentAsync(kind);
        Assert.Equal("NotReady", (await ServeAsync(evening.Waiter, kot)).Body.GetProperty("code").GetString());
    }

    [Theory, OnBothDatabases]
    public async Task Serving_is_logged_once_with_the_waiters_name(DatabaseKind kind)
    {
        var (evening, _, kot, cook) = await SentAsync(kind);
        await cook.CommandAsync($"/api/v1/kots/{kot}/bump", new { });
        var command = Guid.CreateVersion7();
        for (var repeat = 0; repeat < 2; repeat++)
            await evening.Waiter.CommandAsync($"/api/v1/orders/kots/{kot}/served", new { commandId = command });
        var entries = await evening.Product.InAsync("spice-garden", "bengaluru",
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().AsNoTracking()
            .Where(e => e.Action == "order.kot-served" && e.ObjectId == kot).ToListAsync());
        Assert.Equal("Ravi Kumar", Assert.Single(entries).PersonName);
    }

    [Theory, OnBothDatabases]
    public async Task A_recalled_ticket_is_not_served_any_more(DatabaseKind kind)
    {
        var (evening, order, kot, cook) = await SentAsync(kind);
        await cook.CommandAsync($"/api/v1/kots/{kot}/bump", new { });
        await ServeAsync(evening.Waiter, kot);
        await cook.CommandAsync($"/api/v1/kots/{kot}/recall", new { });
        Assert.Equal("cooking", await StateOnPadAsync(evening, order));
    }

    [Theory, OnBothDatabases]
    public async Task Another_restaurants_ticket_is_not_found(DatabaseKind kind)
    {
        var (evening, _, kot, _) = await SentAsync(kind);
        Assert.Equal(HttpStatusCode.NotFound,
            (await ServeAsync(await evening.Product.AsAsync("waiter@maison-lumiere.example"), kot)).Status);
    }

    [Theory, OnBothDatabases]
    public async Task A_cook_may_not_say_that_it_was_served(DatabaseKind kind)
    {
        var (_, _, kot, cook) = await SentAsync(kind);
        await cook.CommandAsync($"/api/v1/kots/{kot}/bump", new { });
        Assert.Equal(HttpStatusCode.Forbidden, (await ServeAsync(cook, kot)).Status);
    }

    private async Task<(Evening Evening, Guid Order, Guid Kot, StaffClient Cook)> SentAsync(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain("bar")))).GetProperty("orderId").GetGuid();
        return (evening, order, Assert.Single(await evening.KotsAsync(order)).Id,
            await restpy.AsAsync("kitchen@spice-garden.example"));
    }

    private static Task<(HttpStatusCode Status, System.Text.Json.JsonElement Body)> ServeAsync(
        StaffClient who, Guid kot) => who.CommandAsync($"/api/v1/orders/kots/{kot}/served", new { });

    private static async Task<string?> StateOnPadAsync(Evening evening, Guid order) =>
        (await evening.Waiter.PageAsync($"/staff/pad?order={order}"))
            .QuerySelector("[data-kot-state]")?.GetAttribute("data-kot-state");

    private static async Task<string> SignalsAsync(StaffClient who) =>
        (await who.PageAsync("/staff/signals?handler=Bar")).Body!.InnerHtml;
}
