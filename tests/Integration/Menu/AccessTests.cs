using System.Net;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Menu;

[Collection("menu")]
public sealed class AccessTests(SharedProducts products)
{
    private const string Accountant = "accountant@maison-lumiere.example", Kitchen = "kitchen@maison-lumiere.example";

    [Theory, OnBothDatabases]
    public async Task Nobody_reaches_a_dish_or_branch_of_another_restaurant(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var theirs = new Card(restpy, "spice-garden", "bengaluru");
        var dish = await theirs.IdAsync("SAM");
        var branch = (await theirs.MenuAsync()).BranchId;
        var owner = await restpy.AsAsync(Card.Owner);
        foreach (var act in new[] { "sold-out", "on-sale", "countdown" })
            Assert.Equal(HttpStatusCode.NotFound,
                (await owner.CommandAsync($"/api/v1/menu/items/{dish}/{act}", new { left = 3 })).Status);
        var own = await (await Card.LyonAsync(products, kind)).IdAsync("SGO");
        Assert.Equal(HttpStatusCode.NotFound,
            (await owner.CommandAsync($"/api/v1/menu/items/{own}/sold-out", new { branchId = branch })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync($"/api/v1/menu?branchId={branch}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync($"/staff/menu/items/{dish}")).StatusCode);
        var group = (await theirs.DishAsync("DPC")).Groups[0].Id;
        Assert.Equal(HttpStatusCode.NotFound, (await owner.GetAsync($"/staff/menu/modifiers/{group}")).StatusCode);
        Assert.False((await theirs.DishAsync("SAM")).SoldOut);
    }

    [Theory, OnBothDatabases]
    public async Task A_person_of_one_branch_does_not_act_in_another(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var mumbai = (await new Card(restpy, "spice-garden", "mumbai").MenuAsync()).BranchId;
        var waiter = await restpy.AsAsync("waiter@spice-garden.example");
        var dish = await new Card(restpy, "spice-garden", "mumbai").IdAsync("SAM");
        Assert.Equal(HttpStatusCode.NotFound,
            (await waiter.CommandAsync($"/api/v1/menu/items/{dish}/sold-out", new { branchId = mumbai })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await waiter.GetAsync($"/api/v1/menu?branchId={mumbai}")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task Each_role_does_what_it_may_and_is_refused_the_rest(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var dish = await card.IdAsync("SGO");
        foreach (var who in new[] { Card.Waiter, Kitchen, Accountant })
        {
            var client = await card.Product.AsAsync(who);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/staff/menu")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/menu")).StatusCode);
            foreach (var url in new[] {
                "/staff/menu/items/new", $"/staff/menu/items/{dish}", "/staff/menu/categories", "/staff/menu/modifiers",
                "/staff/menu/modifiers/new", "/staff/menu/import", "/staff/menu/export" })
                Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(url)).StatusCode);
        }
        var accountant = await card.Product.AsAsync(Accountant);
        Assert.Equal(HttpStatusCode.Forbidden, (await accountant.GetAsync("/staff/menu/sold-out")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await accountant.CommandAsync($"/api/v1/menu/items/{dish}/sold-out", new { })).Status);
        Assert.Equal(HttpStatusCode.OK,
            (await (await card.Product.AsAsync(Kitchen)).GetAsync("/staff/menu/sold-out")).StatusCode);
        using var stranger = card.Product.Visitor();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/v1/menu")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task The_api_gives_the_menu_with_texts_in_every_language(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var menu = await (await card.Product.AsAsync(Kitchen)).JsonAsync("/api/v1/menu");
        Assert.Equal("EUR", menu.GetProperty("currency").GetString());
        var dish = menu.GetProperty("categories")[0].GetProperty("items").EnumerateArray()
            .Single(i => i.GetProperty("code").GetString() == "ESC");
        Assert.Equal("Burgundy snails", dish.GetProperty("name").GetProperty("en").GetString());
        Assert.Equal(["gluten", "milk", "molluscs"],
            dish.GetProperty("allergens").EnumerateArray().Select(a => a.GetString()));
        Assert.Equal(1700, dish.GetProperty("variants")[1].GetProperty("priceMinor").GetInt64());
    }
}
