using Microsoft.Extensions.DependencyInjection;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Menu;

[Collection("menu")]
public sealed class MenuBookTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task Each_branch_has_its_own_prices_and_dishes(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (bengaluru, mumbai) =
            (new Card(restpy, "spice-garden", "bengaluru"), new Card(restpy, "spice-garden", "mumbai"));
        Assert.Equal((16500, 18500),
            ((await bengaluru.DishAsync("DPC")).PriceMinor, (await mumbai.DishAsync("DPC")).PriceMinor));
        Assert.Contains((await bengaluru.MenuAsync()).Items.Values, i => i.Code == "KMP");
        Assert.DoesNotContain((await bengaluru.MenuAsync()).Items.Values, i => i.Code == "BMB");
    }

    [Theory, OnBothDatabases]
    public async Task Without_a_change_it_is_the_same_copy_and_with_one_a_later(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var id = await card.IdAsync("SGO");
        var waiter = await card.Product.AsAsync(Card.Waiter);
        await waiter.CommandAsync($"/api/v1/menu/items/{id}/countdown", new { left = 9 });
        var before = await card.SoonAsync("SGO", d => d.Left == 9);
        var menu = await card.MenuAsync();
        await waiter.CommandAsync($"/api/v1/menu/items/{id}/countdown", new { left = 8 });
        var after = await card.MenuAsync();
        Assert.True(after.Version > menu.Version);
        Assert.Equal((9, 8), (before.Left, after.Items[id].Left));
        await waiter.CommandAsync($"/api/v1/menu/items/{id}/countdown", new { left = (int?)null });
    }

    /// <summary>
    /// Readers keep building while a writer keeps changing: when it stops, what is kept must be the last.
    /// </summary>
    [Theory, OnBothDatabases]
    public async Task No_stale_copy_stays_however_builds_and_changes_interleave(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var id = await card.IdAsync("OSM");
        var waiter = await card.Product.AsAsync(Card.Waiter);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested) await card.MenuAsync();
        })).ToArray();
        for (var round = 1; round <= 40; round++)
        {
            await waiter.CommandAsync($"/api/v1/menu/items/{id}/countdown", new { left = round });
            Assert.Equal(round, (await card.MenuAsync()).Items[id].Left);
        }
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal(40, (await card.MenuAsync()).Items[id].Left);
        await waiter.CommandAsync($"/api/v1/menu/items/{id}/countdown", new { left = (int?)null });
    }

    [Theory, OnBothDatabases]
    public async Task Many_who_ask_at_once_get_one_and_the_same_build(DatabaseKind kind)
    {
        var card = new Card(await products.OnAsync(kind), "spice-garden", "mumbai");
        var (restaurant, branch) = (await card.MenuAsync()) is var m ? (m.RestaurantId, m.BranchId) : default;
        var book = card.Product.Services.GetRequiredService<MenuCache>();
        book.Drop(restaurant, branch);
        var menus = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(_ => Task.Run(async () => await book.OfAsync(restaurant, branch, default))));
        Assert.Single(menus.Distinct());
    }
}
