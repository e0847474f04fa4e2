using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Restpy.Menu.Contract;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Guest;

public sealed class MenuPageTests(SharedProducts products)
{
    // Ten TCP segments of 1,460 bytes: the window a server may send before the first acknowledgement.
    private const int FirstRoundTrip = 14_600;

    [Theory]
    [InlineData("maison-lumiere", "lyon", 104)]
    [InlineData("spice-garden", "bengaluru", 100)]
    public async Task A_menu_of_a_hundred_dishes_and_its_sheet_fit_the_first_round_trip(
    string slug, string branch, int atLeast)
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var table = await GuestTable.OfAsync(restpy, slug, branch);
        Assert.True(table.Menu.Items.Count >= atLeast, $"{table.Menu.Items.Count} dishes");
        foreach (var root in new[] { table.Root, "/r/" + slug })
            foreach (var language in new[] { "en", "hi", "fr" })
                foreach (var encoding in new[] { "br", "gzip" })
                {
                    var (answer, bytes) = await RawAsync(restpy, $"{root}?lang={language}", encoding);
                    Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.Single());
                    Assert.True(bytes.Length <= FirstRoundTrip,
                        $"{root} in {language} is {bytes.Length} bytes in {encoding}");
                    Assert.Contains("</html>", Read(bytes, encoding), StringComparison.Ordinal);
                }
    }

    [Fact]
    public async Task Only_a_named_script_and_the_inline_sheet_of_the_policy_are_on_the_page()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var table = await GuestTable.OfAsync(restpy);
        foreach (var url in new[] {
            table.Root, "/r/maison-lumiere", $"{table.Root}/dish/{table.Plain().Id}", table.Root + "/basket" })
        {
            using var phone = table.Phone();
            var answer = await phone.GetAsync(url);
            var page = await PageClient.ParseAsync(answer);
            Assert.Empty(page.QuerySelectorAll("script:not([integrity]),link[rel=stylesheet],[style],[onclick]"));
            var sheet = page.QuerySelector("style")!.TextContent;
            var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)));
            Assert.Contains($"'sha256-{hash}'", answer.Headers.GetValues("Content-Security-Policy").Single(),
                StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe-inline", answer.Headers.GetValues("Content-Security-Policy").Single(),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unchanged_menu_is_answered_with_304_and_the_policy_of_a_page()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var (first, _) = await RawAsync(restpy, "/r/maison-lumiere", "br");
        Assert.Equal("no-cache", first.Headers.CacheControl!.ToString());
        Assert.False(first.Headers.Contains("Set-Cookie"), "Reading a menu needs no cookie.");
        var (second, bytes) = await RawAsync(restpy, "/r/maison-lumiere", "br", first.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(bytes);
        Assert.Equal(first.Headers.GetValues("Content-Security-Policy").Single(),
            second.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Theory]
    [InlineData("diet=veg", "en")]
    [InlineData("diet=egg&no=gluten", "en")]
    [InlineData("diet=vegan&no=nuts&no=sesame", "hi")]
    [InlineData("no=milk&no=gluten&no=nonsense&diet=nonsense", "fr")]
    public async Task Filters_in_the_address_leave_out_what_they_say(string query, string language)
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var menu = await GuestTable.MenuAsync(restpy, "spice-garden", "bengaluru");
        using var phone = restpy.Visitor();
        var page = await phone.PageAsync($"/r/spice-garden?{query}&lang={language}");
        var without = query.Split('&').Where(p => p.StartsWith("no=", StringComparison.Ordinal))
            .Select(p => Enum.TryParse<Allergens>(p[3..], true, out var a) ? a : 0)
            .Aggregate(Allergens.None, (all, one) => all | one);
        var expected = menu.Items.Values.Where(i => (i.Allergens & without) == 0
            && (query.Contains("veg&", StringComparison.Ordinal)
                || query.EndsWith("=veg", StringComparison.Ordinal) ? i.Diet == Diet.Veg
                : query.Contains("=egg", StringComparison.Ordinal) ? i.Diet != Diet.NonVeg
                : !query.Contains("=vegan", StringComparison.Ordinal) || i.Vegan));
        Assert.Equal(expected.Select(i => i.Code).Order(),
            page.QuerySelectorAll("article.dish").Select(d => d.Id!).Order());
        Assert.True(page.QuerySelectorAll("article.dish").Length < menu.Items.Count);
    }

    [Fact]
    public async Task A_search_finds_dishes_without_their_accents_and_shows_what_was_typed_as_text()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        using var phone = restpy.Visitor();
        var page = await phone.PageAsync("/r/maison-lumiere?q=oeufs%20MAYON");
        Assert.DoesNotContain(
            page.QuerySelectorAll("article.dish"), d => d.TextContent.Contains("Rosette", StringComparison.Ordinal));
        var accents = await phone.PageAsync("/r/maison-lumiere?lang=fr&q=PATE%20en%20croute");
        Assert.Contains("Pâté en croûte", Assert.Single(accents.QuerySelectorAll("article.dish")).TextContent,
            StringComparison.Ordinal);
        var hostile = await phone.PageAsync("/r/maison-lumiere?q=" + Uri.EscapeDataString("\"><script>x</script>"));
        Assert.Empty(hostile.QuerySelectorAll("script:not([integrity])"));
        Assert.Equal("\"><script>x</script>", hostile.QuerySelector("input[name=q]")!.GetAttribute("value"));
        Assert.Empty(hostile.QuerySelectorAll("article.dish"));
    }

    [Fact]
    public async Task Each_branch_shows_its_own_prices_and_a_table_its_number()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        using var phone = restpy.Visitor();
        var bengaluru = await phone.PageAsync("/r/spice-garden");
        var mumbai = await phone.PageAsync("/r/spice-garden?branch=mumbai");
        Assert.Equal("₹165", GuestTable.TextOf(bengaluru, "#DPC .price"));
        Assert.Equal("₹185", GuestTable.TextOf(mumbai, "#DPC .price"));
        Assert.All(mumbai.QuerySelectorAll("article.dish a"),
            a => Assert.Contains("branch=mumbai", a.GetAttribute("href")!, StringComparison.Ordinal));
        var table = await GuestTable.OfAsync(restpy);
        Assert.Contains(
            await table.InAsync(
            async db => (await db.Set<Restpy.Floor.Table>().FindAsync(db.Scope.Restaurant, table.TableId))!.Number),
            GuestTable.TextOf(await phone.PageAsync(table.Root), "header"), StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task A_dish_sold_out_is_struck_with_the_word_at_once_and_only_at_its_branch(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var dish = GuestTable.PlainOf(await GuestTable.MenuAsync(restpy, "spice-garden", "mumbai"), 7);
        using var phone = restpy.Visitor();
        Assert.Null((await phone.PageAsync("/r/spice-garden?branch=mumbai")).QuerySelector($"#{dish.Code} s"));
        await SellOutAsync(restpy, dish);
        var page = await phone.PageAsync("/r/spice-garden?branch=mumbai&lang=en");
        Assert.Equal(dish.Name.In("en"), GuestTable.TextOf(page, $"#{dish.Code} s"));
        Assert.Equal("Sold out today", GuestTable.TextOf(page, $"#{dish.Code} .out"));
        Assert.Null((await phone.PageAsync("/r/spice-garden")).QuerySelector($"#{dish.Code} s"));
        var own = await phone.PageAsync($"/r/spice-garden/dish/{dish.Id}?branch=mumbai");
        Assert.Null(own.QuerySelector("form"));
    }

    [Fact]
    public async Task There_is_no_menu_at_an_address_nobody_has()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        using var phone = restpy.Visitor();
        foreach (var url in new[] {
            "/r/no-such-house", "/t/forged", "/t/" + new string('A', 66), $"/r/spice-garden/dish/{Guid.NewGuid()}",
            "/r/spice-garden/dish/7" })
            Assert.Equal(HttpStatusCode.NotFound, (await phone.GetAsync(url)).StatusCode);
    }

    internal static async Task SellOutAsync(TestProduct restpy, MenuItem dish)
    {
        var manager = await restpy.AsAsync("manager.mumbai@spice-garden.example");
        var (status, body) = await manager.CommandAsync($"/api/v1/menu/items/{dish.Id}/sold-out", new { });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
    }

    private static async Task<(HttpResponseMessage Answer, byte[] Bytes)> RawAsync(
        TestProduct restpy, string url, string encoding, string? tag = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.None, UseCookies = false,
        })
        { BaseAddress = restpy.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Encoding", encoding);
        if (tag is not null) request.Headers.Add("If-None-Match", tag);
        var answer = await http.SendAsync(request);
        return (answer, await answer.Content.ReadAsByteArrayAsync());
    }

    private static string Read(byte[] bytes, string encoding)
    {
        using var small = new MemoryStream(bytes);
        using Stream stream = encoding == "br" ? new BrotliStream(small, CompressionMode.Decompress)
            : new GZipStream(small, CompressionMode.Decompress);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
