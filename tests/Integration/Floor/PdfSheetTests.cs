using Microsoft.Extensions.DependencyInjection;
using QRCoder;
using Restpy.Floor.Contract.Questions;
using Restpy.Floor.Codes;
using Restpy.Floor.Contract;
using Restpy.Kernel;
using Restpy.Platform.Pictures;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Floor.FloorPages;

namespace Restpy.IntegrationTests.Floor;

public sealed class PdfSheetTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task The_pdf_has_six_cards_a_page_and_brings_its_fonts(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var pdf = await PdfAsync(restpy, FrenchOwner, "lyon");
        var tables = await TablesAsync(restpy, "maison-lumiere", "lyon");
        Assert.StartsWith("%PDF-1", PdfReading.Text(pdf));
        Assert.Equal((tables.Count + 5) / 6, PdfReading.Pages(pdf).Count);
        Assert.Equal(2, PdfReading.Text(pdf).Split("/FontFile2").Length - 1);
    }

    [Theory, OnBothDatabases]
    public async Task The_pdf_draws_the_code_of_every_table(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var codes = PdfReading.Codes(await PdfAsync(restpy, Owner, "mumbai")).ToList();
        var tables = await TablesAsync(restpy, "spice-garden", "mumbai");
        Assert.Equal(tables.Count, codes.Count);
        var drawn = codes.Select(Letters).ToHashSet();
        foreach (var table in tables)
        {
            var token = await restpy.TokenAsync("spice-garden", "mumbai", table.Id);
            Assert.Contains(Letters(Expected($"{restpy.Address.GetLeftPart(UriPartial.Authority)}/t/{token}")), drawn);
        }
    }

    [Fact]
    public void Hindi_names_are_set_in_devanagari_without_empty_boxes()
    {
        var pdf = QrPdf.Write([Card("क्षितिज रसोई", "छत क्षेत्र 7")]);
        Assert.Contains("NotoSansDevanagari-Regular", PdfReading.Text(pdf));
        Assert.Contains("NotoSansDevanagari-Bold", PdfReading.Text(pdf));
        Assert.DoesNotContain("0000", PdfReading.Glyphs(pdf));
        // With the Latin line below, 62 characters; conjuncts make fewer glyphs.
        Assert.InRange(PdfReading.Glyphs(pdf).Count(), 40, 61);
    }

    [Fact]
    public void A_name_without_glyphs_leaves_no_empty_boxes() =>
        Assert.DoesNotContain("0000", PdfReading.Glyphs(QrPdf.Write([Card("食堂", "7")])));

    private static QrCard Card(string restaurant, string title) =>
        new(Id.New(), restaurant, "7", title, "https://menu.example/t/1", QrCode.ForTable("https://menu.example/t/1"),
            [new("en", "Scan to see the menu and order"), new("hi", "मेन्यू देखें")]);

    private static async Task<byte[]> PdfAsync(TestProduct restpy, string email, string branch)
    {
        var answer = await (await restpy.AsAsync(email)).GetAsync($"/staff/tables/qr.pdf?branch={branch}");
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static Task<IReadOnlyList<TableInfo>> TablesAsync(TestProduct restpy, string restaurant, string branch) =>
        restpy.InAsync(restaurant, branch, s => s.GetRequiredService<Tables>().OfBranchAsync(default));

    private static bool[,] Expected(string address)
    {
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.Q);
        var size = code.ModuleMatrix.Count - 8;
        var dark = new bool[size, size];
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++) dark[x, y] = code.ModuleMatrix[y + 4][x + 4];
        return dark;
    }

    private static string Letters(bool[,] code) => string.Concat(code.Cast<bool>().Select(dark => dark ? '1' : '0'));
}
