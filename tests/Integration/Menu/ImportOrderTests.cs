using System.Net;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Menu.ImportTests;

namespace Restpy.IntegrationTests.Menu;

/// <summary>What the preview shows of rows that come and go, and where new rows are put.</summary>
[Collection("menu")]
public sealed class ImportOrderTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task One_new_dish_goes_to_the_end_and_no_other_is_renumbered(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var file = await card.ExportAsync(Card.Owner);
        var heading = file.Split("\r\n")[0] + "\r\n";
        var one = Row(file, ("kind", "item"), ("category", "desserts"), ("item", "TST9"), ("name_fr", "Île flottante"),
            ("diet", "egg"), ("station", "froid"), ("tax", "food"), ("price", "\"8,50\""));
        var (_, preview) = await card.UploadAsync(Card.Owner, heading + one);
        var rows = preview.QuerySelectorAll("#changes-caption ~ tbody tr");
        var row = Assert.Single(rows);
        Assert.Contains("8,50", row.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await card.ApplyAsync(Card.Owner, preview)).StatusCode);
        Assert.Equal("TST9", (await card.MenuAsync()).Categories.Single(c => c.Key == "desserts").Items[^1].Code);
        await RestoreAsync(card,
            heading
            + Row(file, ("kind", "item"), ("category", "desserts"), ("item", "TST9"), ("name_fr", "x"), ("diet", "egg"),
                ("station", "froid"), ("tax", "food"), ("price", "8"), ("archived", "yes")));
    }

    [Theory, OnBothDatabases]
    public async Task A_row_that_goes_shows_what_it_held(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var file = await card.ExportAsync(Card.Owner);
        var variant = file.Split("\r\n").First(r => r.StartsWith("variant,", StringComparison.Ordinal));
        var (_, preview) = await card.UploadAsync(Card.Owner, file.Replace(variant + "\r\n", ""));
        var gone = preview.QuerySelectorAll("#changes-caption ~ tbody tr")
            .First(r => r.QuerySelector("del") is not null && r.QuerySelector("ins") is null);
        Assert.Contains("€", gone.QuerySelectorAll("del").Select(d => d.TextContent).Single(t => t.Contains('€')),
            StringComparison.Ordinal);
    }
}
