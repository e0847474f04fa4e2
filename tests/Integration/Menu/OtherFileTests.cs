using System.Net;
using System.Text;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Menu;

/// <summary>
/// Files of other programs on the import page: recognised, or asked about once, then previewed like our own.
/// </summary>
public sealed class OtherFileTests
{
    private const string Loyverse =
        """
        Handle,SKU,Name,Category,Option 1 name,Option 1 value,Default price,Price [Lyon]
        dal,10001,Lantern Dal,Curries,,,15.00,15.00
        curry,10002,River Curry,Curries,Portion,Half,9.50,9.50
        curry,10003,,,,Full,16.00,16.00
        chef,10004,Cook's Choice,Curries,,,variable,variable
        """;

    private const string Unknown =
        "Bezeichnung;Sorte;VK\nKäsespätzle;Hauptgerichte;12,50\nGroße Tafel;Hauptgerichte;1.355,90\n";

    [Theory, OnBothDatabases]
    public async Task A_known_file_is_previewed_with_prices_and_with_what_is_left_out(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var card = new Card(restpy, "maison-lumiere", "lyon");
        var (status, page) = await card.UploadAsync(Card.Owner, Loyverse);
        Assert.Equal(HttpStatusCode.Redirect, status);
        var text = page.QuerySelector("main")!.TextContent;
        foreach (var shown in new[] { "Loyverse", "Lantern Dal", "15,00", "Full", "16,00", "Cook's Choice" })
            Assert.Contains(shown, text, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task A_known_file_is_taken_over_and_the_second_time_changes_nothing(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var card = new Card(restpy, "maison-lumiere", "lyon");
        var (_, preview) = await card.UploadAsync(Card.Owner, Loyverse);
        Assert.Equal(HttpStatusCode.Redirect, (await card.ApplyAsync(Card.Owner, preview)).StatusCode);
        var curry = await card.DishAsync("10002");
        Assert.Equal(("River Curry", "Half 950, Full 1600"),
            (curry.Name.In("fr"), string.Join(", ", curry.Variants.Select(v => $"{v.Name.In("fr")} {v.PriceMinor}"))));
        var (_, again) = await card.UploadAsync(Card.Owner, Loyverse);
        Assert.NotNull(again.QuerySelector(".flash[data-tone=good]"));
        Assert.Null(again.QuerySelector("#changes-caption"));
    }

    [Theory, OnBothDatabases]
    public async Task A_dish_that_is_here_keeps_what_the_file_does_not_say(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var card = new Card(restpy, "maison-lumiere", "lyon");
        var before = await card.DishAsync("OEU");
        var (_, preview) = await card.UploadAsync(Card.Owner,
            $"name,category,price\n{before.Name.In("fr")},{(await card.MenuAsync()).Categories.Single(c => c.Key == before.CategoryKey).Name.In("fr")},\"7,90\"\n");
        Assert.Equal(HttpStatusCode.Redirect, (await card.ApplyAsync(Card.Owner, preview)).StatusCode);
        var after = await card.DishAsync("OEU");
        Assert.Equal((790L, before.Diet, before.Allergens, before.Station, before.Groups.Count),
            (after.PriceMinor, after.Diet, after.Allergens, after.Station, after.Groups.Count));
        Assert.Equal(before.Name.In("en"), after.Name.In("en"));
    }

    [Theory, OnBothDatabases]
    public async Task An_unknown_file_is_asked_about_once_and_then_remembered(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var card = new Card(restpy, "maison-lumiere", "lyon");
        var (_, asked) = await card.UploadAsync(
            Card.Owner, CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(Unknown));
        Assert.Contains("Käsespätzle", asked.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        var owner = await restpy.AsAsync(Card.Owner);
        var mapped = await owner.SubmitAsync(asked, "form[action$='handler=Map']", new()
        {
            ["name"] = "0", ["category"] = "1", ["price"] = "2",
        });
        Assert.Equal(HttpStatusCode.Redirect, mapped.StatusCode);
        var preview = await owner.PageAsync(mapped.Headers.Location!.ToString());
        Assert.Contains("355,90", preview.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        var (_, next) = await card.UploadAsync(Card.Owner, Unknown.Replace("12,50", "13,50"));
        Assert.Contains("13,50", next.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        Assert.Null(next.QuerySelector("form[action$='handler=Map']"));
    }

    [Theory, OnBothDatabases]
    public async Task An_unknown_file_without_a_price_column_is_asked_again(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var card = new Card(restpy, "maison-lumiere", "lyon");
        var (_, asked) = await card.UploadAsync(Card.Owner, Unknown);
        var answer = await (await restpy.AsAsync(Card.Owner))
            .SubmitAsync(asked, "form[action$='handler=Map']", new() { ["name"] = "0", ["price"] = "-1" });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotNull((await PageClient.ParseAsync(answer)).QuerySelector("form[action$='handler=Map']"));
    }

    [Theory, OnBothDatabases]
    public async Task Cells_pasted_from_a_spreadsheet_are_previewed(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Card.Owner);
        var page = await owner.PageAsync("/staff/menu/import");
        var answer = await owner.SubmitAsync(page, "form[action$='handler=Paste']", new()
        {
            ["text"] = "Soupe du jour\tEntrées\t6,50\nTarte fine\tDesserts\t8\n",
        });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var text = (await owner.PageAsync(answer.Headers.Location!.ToString())).QuerySelector("table")!.TextContent;
        foreach (var shown in new[] { "Soupe du jour", "6,50", "Tarte fine", "8,00" })
            Assert.Contains(shown, text, StringComparison.Ordinal);
    }
}
