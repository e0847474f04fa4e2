using System.Net;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Menu;

[Collection("menu")]
public sealed class ImportTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task The_export_imports_to_itself_whatever_the_separator_and_the_mark(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        foreach (var (slug, branch, owner) in new[] {
            ("maison-lumiere", "lyon", Card.Owner), ("spice-garden", "mumbai", "owner@spice-garden.example") })
        {
            var card = new Card(restpy, slug, branch);
            foreach (var separator in new[] { "comma", "semicolon" })
            {
                var file = await card.ExportAsync(owner, separator);
                Assert.StartsWith("\uFEFFkind", file);
                foreach (var text in new[] { file, file.TrimStart('\uFEFF'), file.Replace("\r\n", "\n") })
                {
                    var (status, page) = await card.UploadAsync(owner, text);
                    Assert.Equal(HttpStatusCode.Redirect, status);
                    Assert.NotNull(page.QuerySelector(".flash[data-tone=good]"));
                    Assert.Null(page.QuerySelector("#changes-caption"));
                }
            }
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_person_of_one_branch_exports_and_imports_what_they_see(DatabaseKind kind)
    {
        var card = new Card(await products.OnAsync(kind), "spice-garden", "mumbai");
        var mine = await card.ExportAsync("manager.mumbai@spice-garden.example");
        Assert.Contains("price_mumbai", mine);
        Assert.DoesNotContain("price_bengaluru", mine);
        var (_, page) = await card.UploadAsync("manager.mumbai@spice-garden.example", mine);
        Assert.NotNull(page.QuerySelector(".flash[data-tone=good]"));
        var (status, refused) = await card.UploadAsync(
            "manager.mumbai@spice-garden.example", await card.ExportAsync("owner@spice-garden.example"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("price_bengaluru", refused.QuerySelector("table")!.TextContent);
    }

    [Theory, OnBothDatabases]
    public async Task A_file_is_shown_first_and_changes_the_menu_only_when_agreed_to(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var before = await card.FingerprintAsync();
        var file = await card.ExportAsync(Card.Owner);
        var row = file.Split("\r\n").Single(r => r.StartsWith("item,entrees,OEU,", StringComparison.Ordinal));
        var changed = file.Replace(row, row.Replace("7.00", "7.50")).TrimEnd()
            + "\r\n"
            + Row(file, ("kind", "item"), ("category", "entrees"), ("item", "TST1"),
                ("name_fr", "'=Plat <b>d’essai</b>"), ("diet", "veg"), ("vegan", "yes"), ("allergens", "gluten|milk"),
                ("station", "chaud"), ("tax", "food"), ("groups", "cuisson"))
            + "\r\n"
            + Row(file, ("kind", "variant"), ("item", "TST1"), ("variant", "demi"), ("name_fr", "Demi"),
                ("price", "\"5,50\""), ("price_lyon", "6"));
        var (_, preview) = await card.UploadAsync(Card.Owner, changed);
        Assert.Contains("7,50", preview.QuerySelector("table")!.TextContent);
        Assert.Contains("=Plat <b>d’essai</b>", preview.QuerySelector("table")!.TextContent);
        Assert.Equal(before, await card.FingerprintAsync());
        Assert.Equal(HttpStatusCode.Redirect, (await card.ApplyAsync(Card.Owner, preview)).StatusCode);
        Assert.Equal(750, (await card.DishAsync("OEU")).PriceMinor);
        var dish = await card.DishAsync("TST1");
        Assert.Equal(("=Plat <b>d’essai</b>", 600L, 1), (dish.Name.In("fr"), dish.PriceMinor, dish.Groups.Count));
        var again = await card.ExportAsync(Card.Owner);
        Assert.Contains("'=Plat <b>d’essai</b>", again);
        var list = await (await card.Product.AsAsync(Card.Owner)).PageAsync("/staff/menu?q=essai");
        Assert.Null(list.QuerySelector("tbody b"));
        await RestoreAsync(card,
            file + Row(file, ("kind", "item"), ("category", "entrees"), ("item", "TST1"), ("name_fr", "x"),
                ("diet", "veg"), ("station", "chaud"), ("tax", "food"), ("price", "5"), ("archived", "yes")));
        Assert.Equal(700, (await card.DishAsync("OEU")).PriceMinor);
        Assert.DoesNotContain((await card.MenuAsync()).Items.Values, i => i.Code == "TST1");
    }

    [Theory, OnBothDatabases]
    public async Task What_was_shown_is_what_is_done_or_nothing(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var file = await card.ExportAsync(Card.Owner);
        var (_, preview) = await card.UploadAsync(Card.Owner, file.Replace("Escargots de Bourgogne", "Escargots"));
        var before = await card.FingerprintAsync();
        Assert.Equal(HttpStatusCode.Conflict,
            (await card.ApplyAsync(Card.Owner, preview, new() { ["digest"] = "other" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await card.ApplyAsync(Card.Manager, preview, new()
        {
            ["_token"] = (await (await card.Product.AsAsync(Card.Manager)).PageAsync("/staff/menu/import"))
            .QuerySelector("input[name=_token]")!.GetAttribute("value"),
        })).StatusCode);
        Assert.Equal(before, await card.FingerprintAsync());
    }

    [Theory, OnBothDatabases]
    public async Task The_example_of_the_description_is_a_good_file(DatabaseKind kind)
    {
        var card = new Card(await products.OnAsync(kind), "spice-garden", "mumbai");
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Restpy.slnx"))) folder = folder.Parent!;
        var text = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "docs/how-to/menu-csv.md"));
        var example = text.Split("```csv\n")[1].Split("```")[0];
        var (status, page) = await card.UploadAsync("owner@spice-garden.example", example);
        Assert.True(status == HttpStatusCode.Redirect, page.QuerySelector("table")?.TextContent);
        Assert.NotEmpty(page.QuerySelectorAll("#changes-caption ~ tbody tr"));
    }

    [Theory, OnBothDatabases]
    public async Task The_export_is_a_download_with_its_name(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var answer = await (await restpy.AsAsync(Card.Owner)).GetAsync("/staff/menu/export");
        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Matches(@"^menu-maison-lumiere-\d{4}-\d\d-\d\d\.csv$", disposition.FileName!.Trim('"'));
        Assert.Contains(';', (await answer.Content.ReadAsStringAsync()).Split('\r')[0]);
    }

    internal static async Task RestoreAsync(Card card, string file)
    {
        var (_, preview) = await card.UploadAsync(Card.Owner, file);
        Assert.Equal(HttpStatusCode.Redirect, (await card.ApplyAsync(Card.Owner, preview)).StatusCode);
    }

    internal static string Row(string file, params (string Column, string Value)[] cells) =>
        string.Join(',', file.Split("\r\n")[0].TrimStart('\uFEFF').Split(',')
            .Select(c => cells.FirstOrDefault(cell => cell.Column == c).Value ?? ""));
}
