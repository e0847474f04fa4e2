using System.Net;
using System.Text.RegularExpressions;
using QRCoder;
using Restpy.Floor.Codes;
using Restpy.Floor.Contract.Questions;
using Restpy.Floor.Contract;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Floor.FloorPages;

namespace Restpy.IntegrationTests.Floor;

public sealed partial class SheetTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task The_sheet_draws_each_tables_own_code(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var (seven, eight) = (await restpy.TableAsync("spice-garden", "mumbai", "7"),
            await restpy.TableAsync("spice-garden", "mumbai", "8"));
        var sheet = await owner.PageAsync($"/staff/tables/qr?branch=mumbai&t={seven.Id}&t={eight.Id}");
        var codes = sheet.QuerySelectorAll("svg.qr").ToList();
        Assert.Equal(2, codes.Count);
        foreach (var (svg, table) in codes.Zip([seven, eight]))
        {
            var address =
                $"{restpy.Address.GetLeftPart(UriPartial.Authority)}/t/{await restpy.TokenAsync("spice-garden", "mumbai", table.Id)}";
            Assert.Equal(address, svg.GetAttribute("data-address"));
            AssertDraws(address, svg.QuerySelector("path")!.GetAttribute("d")!);
        }
        Assert.Equal(["Scan to see the menu and order", "मेन्यू देखने और ऑर्डर करने के लिए स्कैन करें"],
            sheet.QuerySelectorAll(".qr-card").First().QuerySelectorAll("p[lang]").Select(p => p.TextContent));
    }

    [Theory, OnBothDatabases]
    public async Task The_drawing_of_one_table_is_a_file_with_its_code(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var table = await restpy.TableAsync("spice-garden", "mumbai", "B1");
        var answer = await owner.GetAsync($"/staff/tables/{table.Id}/qr.svg");
        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("table-b1.svg", answer.Content.Headers.ContentDisposition!.FileName);
        var svg = await answer.Content.ReadAsStringAsync();
        AssertDraws(
            $"{restpy.Address.GetLeftPart(UriPartial.Authority)}/t/{await restpy.TokenAsync("spice-garden", "mumbai", table.Id)}", Path().Match(svg).Groups[1].Value);
    }

    [Theory, OnBothDatabases]
    public async Task In_production_the_host_header_is_never_printed(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: new()
        {
            ["Restpy:PublicUrl"] = "https://menu.spice.example",
        });
        var owner = await restpy.AsAsync(Owner);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/staff/tables/qr?branch=mumbai");
        request.Headers.Host = "evil.example";
        var sheet = await PageClient.ParseAsync(await owner.Http.SendAsync(request));
        Assert.All(sheet.QuerySelectorAll("svg.qr"),
            svg => Assert.StartsWith("https://menu.spice.example/t/", svg.GetAttribute("data-address")));
        Assert.Equal(14, sheet.QuerySelectorAll("svg.qr").Length);
    }

    [Fact]
    public void Without_an_address_and_outside_a_demo_there_is_nothing_to_print()
    {
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        http.Request.Host = new("evil.example");
        http.Request.Scheme = "https";
        Assert.Null(new Restpy.Platform.Web.PublicAddress(Configured(new())).For(http));
        Assert.Equal("https://evil.example/",
            new Restpy.Platform.Web.PublicAddress(Configured(new() { ["demo"] = "true" })).For(http)!.ToString());
        Assert.Throws<InvalidOperationException>(() =>
            new Restpy.Platform.Web.PublicAddress(Configured(new() { ["Restpy:PublicUrl"] = "javascript:alert(1)" })));
    }

    private static Microsoft.Extensions.Configuration.IConfiguration Configured(Dictionary<string, string?> values) =>
        Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(
            new Microsoft.Extensions.Configuration.ConfigurationBuilder(), values).Build();

    /// <summary>The drawn modules are exactly those of the address, so what reads the one reads the other.</summary>
    internal static void AssertDraws(
        string address, string path, QRCodeGenerator.ECCLevel level = QRCodeGenerator.ECCLevel.Q)
    {
        using var expected = QRCodeGenerator.GenerateQrCode(address, level);
        var size = expected.ModuleMatrix.Count;
        var drawn = new bool[size, size];
        foreach (Match run in Run().Matches(path))
        {
            var (x, y, width) =
                (int.Parse(run.Groups[1].Value), int.Parse(run.Groups[2].Value), int.Parse(run.Groups[3].Value));
            for (var i = 0; i < width; i++) drawn[x + i, y] = true;
        }
        for (var y = 0; y < size; y++)
            for (var x = 0; x < size; x++) Assert.Equal(expected.ModuleMatrix[y][x], drawn[x, y]);
    }

    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v1h-\d+z")]
    private static partial Regex Run();

    [GeneratedRegex(@"<path d=""([^""]+)""")]
    private static partial Regex Path();
}
