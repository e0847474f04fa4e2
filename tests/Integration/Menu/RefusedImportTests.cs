using System.Net;
using System.Text;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Menu.ImportTests;

namespace Restpy.IntegrationTests.Menu;

/// <summary>A menu file with an error is refused, names the error and changes nothing.</summary>
[Collection("menu")]
public sealed class RefusedImportTests(SharedProducts products)
{
    public static TheoryData<string, string, string> BadCells => new()
    {
        { "price", "abc", "price" }, { "price", "-5", "price" }, { "price", "0", "price" },
        { "price", "99999999999999", "price" }, { "price", "1.234", "price" }, { "price", "", "price" },
        { "name_fr", "", "name_fr" }, { "name_fr", new string('x', 81), "name_fr" },
        { "description_fr", new string('x', 301), "description_fr" }, { "diet", "meat", "diet" },
        { "vegan", "perhaps", "vegan" }, { "allergens", "gluten|plutonium", "allergens" },
        { "station", "Hot Kitchen", "station" }, { "tax", "none", "tax" }, { "category", "nowhere", "category" },
        { "groups", "nothing", "groups" }, { "off_at", "paris", "off_at" }, { "price_lyon", "-1", "price_lyon" },
        { "item", "lower", "item" }, { "item", "TOOLONGACODE1", "item" }, { "min", "1", "min" },
        { "item", "SGO", "item" }, { "kind", "dish", "kind" }, { "name_en", "\u202Egnp", "name_en" },
        { "name_en", "Stew\u200B", "name_en" }, { "name_en", "\u200D", "name_en" },
    };

    [Theory]
    [MemberData(nameof(BadCells))]
    public async Task A_bad_cell_is_named_by_row_and_column_and_nothing_changes(
    string column, string value, string named)
    {
        var card = await Card.LyonAsync(products, DatabaseKind.Sqlite);
        var before = await card.FingerprintAsync();
        var file = (await card.ExportAsync(Card.Owner)).TrimEnd();
        var cells = new Dictionary<string, string>
        {
            ["kind"] = "item", ["category"] = "entrees", ["item"] = "BAD1", ["name_fr"] = "Plat", ["diet"] = "veg",
            ["station"] = "chaud", ["tax"] = "food", ["price"] = "5.00", [column] = value,
        };
        var (status, page) =
            await card.UploadAsync(Card.Owner, file + "\r\n" + Row(file, [.. cells.Select(c => (c.Key, c.Value))]));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        var problem = page.QuerySelectorAll("#problems-caption ~ tbody tr").Single();
        Assert.Equal((file.Split("\r\n").Length + 1).ToString(), problem.Children[0].TextContent);
        Assert.Equal(named, problem.Children[1].TextContent);
        Assert.DoesNotContain("error.", problem.Children[2].TextContent);
        Assert.Equal(before, await card.FingerprintAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_file_with_one_bad_row_among_good_ones_changes_nothing(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var before = await card.FingerprintAsync();
        var file = (await card.ExportAsync(Card.Owner)).TrimEnd();
        var good = file.Replace("Œufs mayonnaise", "Œufs mimosa");
        var (status, _) = await card.UploadAsync(Card.Owner,
            good + "\r\n" + Row(
            file, ("kind", "variant"), ("item", "NONE"), ("variant", "x"), ("name_fr", "X"), ("price", "1")));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(before, await card.FingerprintAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_file_that_is_no_menu_is_refused_with_a_reason(DatabaseKind kind)
    {
        var card = await Card.LyonAsync(products, kind);
        var file = await card.ExportAsync(Card.Owner);
        var heading = file.Split("\r\n")[0].TrimStart('\uFEFF');
        var files = new Dictionary<string, byte[]>
        {
            ["empty"] = [], ["blank"] = "  \r\n "u8.ToArray(),
            ["latin1"] = Encoding.Latin1.GetBytes(file.Replace('œ', 'o').Replace('Œ', 'O').Replace('’', '\'')),
            ["zip"] = [0x50, 0x4B, 3, 4, 0, 0], ["large"] = new byte[2_000_001],
            ["missing column"] = Encoding.UTF8.GetBytes(file.Replace(",diet,", ",")),
            ["twice"] = Encoding.UTF8.GetBytes(file.Replace(",vegan,", ",diet,")),
            ["rows"] = Encoding.UTF8.GetBytes(heading + string.Concat(Enumerable.Repeat("\r\n,", 5_001))),
            ["quotes"] = Encoding.UTF8.GetBytes(heading + "\r\n\"item,entrees"),
        };
        foreach (var (name, content) in files)
        {
            var (status, page) = await card.UploadAsync(Card.Owner, content);
            Assert.True(status == HttpStatusCode.BadRequest, name);
            Assert.True(page.QuerySelector(".errors")!.TextContent.Trim() is { Length: > 0 } text
                && !text.Contains("error."), name);
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_file_larger_than_any_request_may_be_gets_a_plain_answer(DatabaseKind kind)
    {
        var owner = await (await products.OnAsync(kind)).AsAsync(Card.Owner);
        using var form = new MultipartFormDataContent {
            { new ByteArrayContent(new byte[2_200_000]), "file", "menu.csv" } };
        // Asked first, as browsers do with large files: an answer given while the file still streams may be lost with
        // the connection.
        using var request = new HttpRequestMessage(HttpMethod.Post, "/staff/menu/import")
        {
            Content = form, Headers = { ExpectContinue = true },
        };
        using var answer = await owner.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }
}
