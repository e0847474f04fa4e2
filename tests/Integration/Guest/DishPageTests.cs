using System.Net;
using AngleSharp.Dom;
using Restpy.Menu.Contract.Questions;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Guest;

public sealed class DishPageTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task A_dish_goes_into_the_basket_and_the_guest_is_back_at_its_place_on_the_menu(DatabaseKind kind)
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(kind));
        using var phone = table.Phone();
        var dish = table.Menu.Items.Values.First(
            i => i is { SoldOut: false, Variants.Count: > 1, Groups.Count: > 0 } && i.Groups.All(g => g.Min == 0));
        var page = await phone.PageAsync($"{table.Root}/dish/{dish.Id}?diet=everything&no=molluscs");
        var answer = await phone.SubmitAsync(page, "form", new()
        {
            ["variant"] = dish.Variants[1].Id.ToString(), ["note"] = "less oil", ["quantity"] = "2",
        });
        Assert.Equal($"{table.Root}?no=molluscs#{dish.Code}", answer.Headers.Location!.ToString());
        var menu = await phone.PageAsync(table.Root + "?lang=en");
        Assert.Contains("2 dishes", GuestTable.TextOf(menu, ".bar"), StringComparison.Ordinal);
        var basket = await phone.PageAsync(table.Root + "/basket?lang=en");
        var line = Assert.Single(basket.QuerySelectorAll("article.dish"));
        Assert.Contains(dish.Variants[1].Name.In("en"), line.TextContent, StringComparison.Ordinal);
        Assert.Contains("“less oil”", line.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quantity", "0", "Enter a quantity from 1 to 20.")]
    [InlineData("quantity", "-3", "Enter a quantity from 1 to 20.")]
    [InlineData("quantity", "21", "Enter a quantity from 1 to 20.")]
    [InlineData("quantity", "99999999999999", "Enter a quantity from 1 to 20.")]
    [InlineData("quantity", "two", "Enter a quantity from 1 to 20.")]
    [InlineData("quantity", null, "Enter a quantity from 1 to 20.")]
    [InlineData("note", "141", "Keep the note under 140 characters.")]
    public async Task What_is_typed_wrong_is_said_at_its_field_and_kept(string field, string? value, string sentence)
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(DatabaseKind.Sqlite));
        using var phone = table.Phone();
        var page = await phone.PageAsync($"{table.Root}/dish/{table.Plain().Id}?lang=en");
        var typed = field == "note" ? new string('x', 141) : value;
        var answer = await phone.SubmitAsync(page, "form", new()
        {
            [field] = typed, ["note"] = field == "note" ? typed : "with <b>care</b>",
        });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var again = await PageClient.ParseAsync(answer);
        Assert.Equal(sentence,
            again.QuerySelector($"[name={field}][aria-invalid]")?.Closest("label")?.NextElementSibling?.TextContent);
        Assert.Equal(sentence, GuestTable.TextOf(again, "[role=alert]"));
        Assert.Equal(field == "note" ? typed
            : "with <b>care</b>", again.QuerySelector("[name=note]")!.GetAttribute("value"));
        Assert.Empty(again.QuerySelectorAll("main b b"));
        Assert.Equal(0, await table.PiecesAsync());
    }

    [Fact]
    public async Task A_choice_that_must_be_made_is_asked_for_in_the_guests_language_at_its_group()
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(DatabaseKind.Sqlite));
        using var phone = table.Phone();
        var dish = table.Menu.Items.Values.First(
            i => i is { SoldOut: false } && i.Groups.Any(g => g is { Min: 1, Max: 1 }));
        var group = dish.Groups.First(g => g is { Min: 1, Max: 1 });
        var page = await phone.PageAsync($"{table.Root}/dish/{dish.Id}");
        Assert.True(page.QuerySelectorAll("input[required]").Length > 0);
        phone.Http.DefaultRequestHeaders.Add("Accept-Language", "hi");
        var answer = await phone.SubmitAsync(page, "form");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var again = await PageClient.ParseAsync(answer);
        var wrong = Assert.Single(again.QuerySelectorAll("fieldset[aria-invalid]"));
        Assert.StartsWith(group.Name.In("hi"), wrong.QuerySelector("legend")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{group.Name.In("hi")}: 1 से 1 चुनें।", wrong.QuerySelector(".bad")!.TextContent);
    }

    [Fact]
    public async Task Ids_of_other_dishes_and_of_the_other_restaurant_are_not_on_this_menu()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var table = await GuestTable.OfAsync(restpy);
        var theirs = await GuestTable.MenuAsync(restpy, "maison-lumiere", "lyon");
        using var phone = table.Phone();
        // Nothing has to be chosen of it: what is refused is what is asked for.
        var dish = table.Menu.Items.Values.First(
            i => i is { SoldOut: false, Variants.Count: > 0 } && i.Groups.All(g => g.Min == 0));
        var page = await phone.PageAsync($"{table.Root}/dish/{dish.Id}");
        var theirVariant = theirs.Items.Values.First(i => i.Variants.Count > 0).Variants[0].Id;
        var theirModifier = theirs.Items.Values.First(i => i.Groups.Count > 0).Groups[0].Modifiers[0].Id;
        Assert.Equal(HttpStatusCode.BadRequest,
            (await phone.SubmitAsync(page, "form", new() { ["variant"] = theirVariant.ToString() })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await phone.SubmitAsync(page, "form", new() { ["variant"] = "nonsense" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await phone.SubmitAsync(page, "form", new() { ["mod77"] = theirModifier.ToString() })).StatusCode);
        var answer = await phone.SubmitAsync(page, "form", url: $"{table.Root}/dish/{GuestTable.PlainOf(theirs).Id}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(0, await table.PiecesAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_double_tap_adds_once_and_another_visit_adds_to_the_line(DatabaseKind kind)
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(kind));
        using var phone = table.Phone();
        var page = await phone.PageAsync($"{table.Root}/dish/{table.Plain(1).Id}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => phone.SubmitAsync(page, "form")));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Redirect, a.StatusCode));
        Assert.Equal(1, await table.PiecesAsync());
        await table.AddAsync(phone, table.Plain(1), 3);
        var basket = await phone.PageAsync(table.Root + "/basket");
        Assert.Equal("4", Assert.Single(basket.QuerySelectorAll("[name=quantity]")).GetAttribute("value"));
    }

    [Fact]
    public async Task No_more_than_twenty_of_a_dish_whatever_the_way()
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(DatabaseKind.Sqlite));
        using var phone = table.Phone();
        var dish = table.Plain(2);
        await table.AddAsync(phone, dish, 15);
        var answer = await GuestTable.AddAsync(
            phone, table.Root, dish, new() { ["quantity"] = "6", ["note"] = "another line" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(15, await table.PiecesAsync());
    }

    [Fact]
    public async Task A_form_without_its_token_or_with_another_phones_is_refused()
    {
        var table = await GuestTable.OfAsync(await products.OnAsync(DatabaseKind.Sqlite));
        using var phone = table.Phone();
        using var other = table.Phone();
        var url = $"{table.Root}/dish/{table.Plain().Id}";
        var page = await phone.PageAsync(url);
        await other.PageAsync(url);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await phone.SubmitAsync(page, "form", new() { ["_token"] = null })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await other.SubmitAsync(page, "form")).StatusCode);
        Assert.Equal(0, await table.PiecesAsync());
    }
}
