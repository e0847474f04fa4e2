using System.Net;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Menu;

[Collection("menu")]
public sealed class EditTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task A_new_dish_is_on_the_menu_at_once_with_its_branch_price_and_choices(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var owner = await card.Product.AsAsync(Card.Owner);
        var page = await owner.PageAsync("/staff/menu/items/new?category=plats");
        var name = "<script>alert(1)</script> \"Quenelle\"";
        var answer = await owner.SubmitAsync(page, "form.form", new()
        {
            ["Form.Code"] = "new1", ["Form.Name[fr]"] = name, ["Form.Diet"] = "egg", ["Form.Price"] = "12,50",
            ["Form.Branches[0].Price"] = "13", ["Form.Groups[0]"] = "sauce",
        }, "/staff/menu/items/new");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var dish = await card.DishAsync("NEW1");
        Assert.Equal((1300L, "plats", 1), (dish.PriceMinor, dish.CategoryKey, dish.Groups.Count));
        var list = await owner.PageAsync("/staff/menu?q=quenelle");
        Assert.Contains(name, list.QuerySelector("tbody")!.TextContent);
        Assert.Null(list.QuerySelector("tbody script"));
        var edit = await owner.PageAsync($"/staff/menu/items/{dish.Id}");
        Assert.Equal(name, edit.QuerySelector("input[name='Form.Name[fr]']")!.GetAttribute("value"));
        var archived = await owner.SubmitAsync(
            edit, "form.form", new() { ["Form.Archived"] = "true" }, $"/staff/menu/items/{dish.Id}");
        Assert.Equal(HttpStatusCode.Redirect, archived.StatusCode);
        Assert.False((await card.MenuAsync()).Items.ContainsKey(dish.Id));
    }

    [Theory, OnBothDatabases]
    public async Task A_form_from_before_somebody_elses_change_is_refused_and_keeps_what_was_typed(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var owner = await card.Product.AsAsync(Card.Owner);
        var url = $"/staff/menu/items/{await card.IdAsync("PRV")}";
        var (mine, theirs) = (await owner.PageAsync(url), await owner.PageAsync(url));
        Assert.Equal(HttpStatusCode.Redirect,
            (await owner.SubmitAsync(theirs, "form.form", new() { ["Form.Branches[0].Price"] = "9,90" }, url))
            .StatusCode);
        Assert.Equal(990, (await card.DishAsync("PRV")).PriceMinor);
        var refused = await owner.SubmitAsync(mine, "form.form", new() { ["Form.Name[en]"] = "Kept text" }, url);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("Kept text",
            (await PageClient.ParseAsync(refused)).QuerySelector("input[name='Form.Name[en]']")!.GetAttribute("value"));
        Assert.NotEqual("Kept text", (await card.DishAsync("PRV")).Name.In("en"));
        await owner.SubmitAsync(
            await owner.PageAsync(url), "form.form", new() { ["Form.Branches[0].Price"] = "" }, url);
    }

    [Theory, OnBothDatabases]
    public async Task Bad_input_is_said_at_its_field_and_changes_nothing(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var owner = await card.Product.AsAsync(Card.Owner);
        var before = await card.FingerprintAsync();
        var url = $"/staff/menu/items/{await card.IdAsync("OEU")}";
        var bad = new (string Field, string Value, HttpStatusCode Status)[]
        {
            ("Form.Price", "-1", HttpStatusCode.BadRequest), ("Form.Price", "0", HttpStatusCode.BadRequest),
            ("Form.Price", "viel", HttpStatusCode.BadRequest), ("Form.Price", "99999999999", HttpStatusCode.BadRequest),
            ("Form.Code", "", HttpStatusCode.BadRequest), ("Form.Code", "SGO", HttpStatusCode.Conflict),
            ("Form.Name", " ", HttpStatusCode.BadRequest), ("Form.Category", "nowhere", HttpStatusCode.BadRequest),
            ("Form.Diet", "meat", HttpStatusCode.BadRequest), ("Form.Station", "", HttpStatusCode.BadRequest),
            ("Form.Vegan", "true", HttpStatusCode.BadRequest), ("Form.Allergens", "dust", HttpStatusCode.BadRequest),
        };
        foreach (var (field, value, expected) in bad)
        {
            var page = await owner.PageAsync(url);
            var answer = await owner.SubmitAsync(page, "form.form", new()
            {
                [field == "Form.Name" ? "Form.Name[fr]" : field] = value,
            }, url);
            Assert.True(expected == answer.StatusCode, $"{field}={value}: {answer.StatusCode}");
            var refused = await PageClient.ParseAsync(answer);
            Assert.True(refused.GetElementById(field + "-error") is not null
                || refused.QuerySelector(".errors") is not null, field);
        }
        Assert.Equal(before, await card.FingerprintAsync());
    }

    [Theory, OnBothDatabases]
    public async Task Categories_are_renamed_reordered_added_and_removed_while_empty(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var owner = await card.Product.AsAsync(Card.Owner);
        const string url = "/staff/menu/categories";
        var rows = (await owner.PageAsync(url)).QuerySelectorAll("input[name$='.Id']").Length;
        var added = await owner.SubmitAsync(await owner.PageAsync(url), "form.stack", new()
        {
            [$"Rows[{rows - 2}].Name[fr]"] = "Brunch du dimanche", [$"Rows[{rows - 2}].Station"] = "chaud",
            [$"Rows[{rows - 2}].Place"] = "0",
        }, url);
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var page = await owner.PageAsync(url);
        Assert.Equal("Brunch du dimanche", page.QuerySelector("input[name='Rows[0].Name[fr]']")!.GetAttribute("value"));
        var removed = await owner.SubmitAsync(page, "form.stack", new() { ["Rows[0].Remove"] = "true" }, url);
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        var refused = await owner.SubmitAsync(
            await owner.PageAsync(url), "form.stack", new() { ["Rows[0].Remove"] = "true" }, url);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("entrees", (await card.MenuAsync()).Categories[0].Key);
    }

    [Theory, OnBothDatabases]
    public async Task A_choice_is_made_changed_and_removed_only_while_no_dish_asks_it(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var owner = await card.Product.AsAsync(Card.Owner);
        var page = await owner.PageAsync("/staff/menu/modifiers/new");
        Dictionary<string, string?> fields = new()
        {
            ["Form.Name[fr]"] = "Pain", ["Form.Min"] = "0", ["Form.Max"] = "1",
            ["Form.Modifiers[0].Name[fr]"] = "Pain complet", ["Form.Modifiers[0].Price"] = "1,20",
            ["Form.Modifiers[0].Allergens"] = "gluten",
        };
        Assert.Equal(HttpStatusCode.BadRequest,
            (await owner.SubmitAsync(
                page, "form.form", new(fields) { ["Form.Max"] = "2" }, "/staff/menu/modifiers/new")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await owner.SubmitAsync(page, "form.form", fields, "/staff/menu/modifiers/new")).StatusCode);
        var list = await owner.PageAsync("/staff/menu/modifiers");
        var link = list.QuerySelectorAll("tbody th a").Single(a => a.TextContent == "Pain").GetAttribute("href")!;
        var removed = await owner.SubmitAsync(await owner.PageAsync(link), "form[action*=Remove]");
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        var used = (await card.DishAsync("ESC")).Groups.Count > 0 ? await card.DishAsync("ESC")
            : (await card.MenuAsync()).Items.Values.First(i => i.Groups.Count > 0);
        var group = await owner.PageAsync($"/staff/menu/modifiers/{used.Groups[0].Id}");
        Assert.Null(group.QuerySelector("form[action*=Remove]"));
        var forced = await owner.SubmitAsync(
            group, "form.form", url: $"/staff/menu/modifiers/{used.Groups[0].Id}?handler=Remove");
        Assert.Equal(HttpStatusCode.Conflict, forced.StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task The_list_finds_without_accents_filters_and_sorts(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var owner = await card.Product.AsAsync(Card.Owner);
        async Task<string[]> CodesAsync(string query) =>
            [.. (await owner.PageAsync("/staff/menu?" + query)).QuerySelectorAll("tbody td[data-label=Code]")
                .Select(c => c.TextContent)];
        Assert.Contains("VLT", await CodesAsync("q=veloute"));
        Assert.Empty(await CodesAsync("q=zzzz"));
        var cheap = await CodesAsync("sort=price&p=all");
        Assert.Equal(cheap.Reverse().First(), (await CodesAsync("sort=-price"))[0]);
        Assert.All(await CodesAsync("category=fromages&p=all"), c => Assert.Contains(c, cheap));
        Assert.Equal(50, (await CodesAsync("")).Length);
        Assert.True((await CodesAsync("p=all")).Length >= 104);
        Assert.NotEmpty(await CodesAsync("p=99"));
    }
}
