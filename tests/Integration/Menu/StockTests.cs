using System.Net;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Menu;

[Collection("menu")]
public sealed class StockTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task A_dish_taken_off_shows_at_once_and_cannot_be_ordered(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var waiter = await card.Product.AsAsync(Card.Waiter);
        var dish = await card.DishAsync("SGO");
        Assert.False(dish.SoldOut);
        var (status, body) = await waiter.CommandAsync($"/api/v1/menu/items/{dish.Id}/sold-out", new { });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(body.GetProperty("soldOut").GetBoolean());
        Assert.True((await card.DishAsync("SGO")).SoldOut);
        var refused = await card.TakeAsync(dish.Id, 1);
        Assert.Equal("Soupe à l’oignon gratinée", Assert.IsType<SoldOut>(refused.Error).Item.In("fr"));
        var tile = (await waiter.PageAsync("/staff/menu/sold-out")).QuerySelector(".stock-tile[data-tone=bad]")!;
        Assert.Single(tile.QuerySelectorAll("button"));
        Assert.Empty(tile.QuerySelectorAll("count-down"));
        await waiter.CommandAsync($"/api/v1/menu/items/{dish.Id}/on-sale", new { });
        Assert.False((await card.DishAsync("SGO")).SoldOut);
        Assert.True((await card.TakeAsync(dish.Id, 1)).Ok);
    }

    [Theory, OnBothDatabases]
    public async Task Fifty_orders_at_once_never_take_more_than_are_left(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var id = await card.IdAsync("OEM");
        await CountAsync(card, id, 20);
        var taken = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => card.TakeAsync(id, 1))));
        Assert.Equal(20, taken.Count(t => t.Ok));
        Assert.All(taken.Where(t => !t.Ok), t => Assert.IsType<SoldOut>(t.Error));
        var dish = await card.SoonAsync("OEM", d => d.SoldOut);
        Assert.True(dish.SoldOut);
        Assert.Equal(0, dish.Left);
        await CountAsync(card, id, null);
        Assert.Null((await card.DishAsync("OEM")).Left);
    }

    [Theory, OnBothDatabases]
    public async Task Asking_for_more_than_are_left_takes_none_and_a_rolled_back_order_neither(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var id = await card.IdAsync("OSM");
        await CountAsync(card, id, 3);
        Assert.IsType<SoldOut>((await card.TakeAsync(id, 4)).Error);
        Assert.True((await card.TakeAsync(id, 2, save: false)).Ok);
        Assert.True((await card.TakeAsync(id, 3)).Ok);
        await CountAsync(card, id, null);
    }

    [Theory, OnBothDatabases]
    public async Task A_voided_portion_comes_back_unless_a_person_took_the_dish_off(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var waiter = await card.Product.AsAsync(Card.Waiter);
        var id = await card.IdAsync("GFV");
        await CountAsync(card, id, 1);
        await card.TakeAsync(id, 1);
        Assert.True((await card.SoonAsync("GFV", d => d.SoldOut)).SoldOut);
        await card.GiveBackAsync(id, 1);
        var back = await card.SoonAsync("GFV", d => !d.SoldOut);
        Assert.Equal((false, 1), (back.SoldOut, back.Left));
        await waiter.CommandAsync($"/api/v1/menu/items/{id}/sold-out", new { });
        await card.GiveBackAsync(id, 1);
        var off = await card.SoonAsync("GFV", d => d.Left == 2);
        Assert.Equal((true, 2), (off.SoldOut, off.Left));
        await CountAsync(card, id, null);
    }

    [Theory, OnBothDatabases]
    public async Task What_is_no_dish_here_is_not_found_and_stock_without_an_order_is_a_defect(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        Assert.IsType<NotFound>((await card.TakeAsync(Guid.NewGuid(), 1)).Error);
        await Assert.ThrowsAsync<InvalidOperationException>(() => card.InAsync(s =>
            Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Stock>(s)
                .TakeAsync(new Dictionary<Guid, int> { [Guid.NewGuid()] = 1 }, default)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => card.TakeAsync(Guid.NewGuid(), 0));
    }

    [Theory, OnBothDatabases]
    public async Task A_dish_off_at_a_branch_is_not_on_its_menu_and_cannot_be_taken(DatabaseKind kind)
    {
        var card = new Card(await products.OnAsync(kind), "spice-garden", "mumbai");
        Assert.DoesNotContain((await card.MenuAsync()).Items.Values, i => i.Code == "KMP");
        Assert.IsType<SoldOut>((await card.TakeAsync(await card.IdAsync("KMP"), 1)).Error);
    }

    [Theory, OnBothDatabases]
    public async Task A_count_is_whole_not_negative_and_not_huge(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var waiter = await card.Product.AsAsync(Card.Waiter);
        var url = $"/api/v1/menu/items/{await card.IdAsync("ESC")}/countdown";
        foreach (var left in new object[] { -1, 1000, int.MaxValue })
            Assert.Equal(HttpStatusCode.BadRequest, (await waiter.CommandAsync(url, new { left })).Status);
        foreach (var left in new object[] { "many", 1.5, 99999999999L })
            Assert.Equal(HttpStatusCode.BadRequest, (await waiter.CommandAsync(url, new { left })).Status);
        Assert.Null((await card.DishAsync("ESC")).Left);
    }

    [Theory, OnBothDatabases]
    public async Task A_repeated_command_is_done_once_and_two_who_take_it_off_at_once_both_succeed(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var waiter = await card.Product.AsAsync(Card.Waiter);
        var id = await card.IdAsync("VLT");
        var both = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => waiter.CommandAsync($"/api/v1/menu/items/{id}/sold-out", new { })));
        Assert.All(both, b => Assert.Equal(HttpStatusCode.OK, b.Status));
        var commandId = Guid.CreateVersion7();
        await waiter.CommandAsync($"/api/v1/menu/items/{id}/on-sale", new { commandId });
        await waiter.CommandAsync($"/api/v1/menu/items/{id}/sold-out", new { });
        await waiter.CommandAsync($"/api/v1/menu/items/{id}/on-sale", new { commandId });
        Assert.True((await card.DishAsync("VLT")).SoldOut);
        var other = await waiter.CommandAsync(
            $"/api/v1/menu/items/{await card.IdAsync("PRV")}/on-sale", new { commandId });
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        await waiter.CommandAsync($"/api/v1/menu/items/{id}/on-sale", new { });
    }

    private static async Task CountAsync(Card card, Guid id, int? left)
    {
        var (status, _) = await (await card.Product.AsAsync(Card.Waiter))
            .CommandAsync($"/api/v1/menu/items/{id}/countdown", new { left });
        Assert.Equal(HttpStatusCode.OK, status);
    }
}
