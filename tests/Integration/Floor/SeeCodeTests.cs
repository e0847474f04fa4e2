using System.Net;
using AngleSharp.Dom;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Floor.FloorPages;
using static Restpy.IntegrationTests.People.PeopleTests;

namespace Restpy.IntegrationTests.Floor;

/// <summary>A table's code on the screen: a small picture in the lists, and large on a page of its own.</summary>
public sealed class SeeCodeTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public Task The_list_of_tables_shows_each_code(DatabaseKind kind) =>
    ShowsEachCodeAsync(kind, "/staff/tables?branch=mumbai");

    [Theory, OnBothDatabases]
    public Task The_list_of_codes_shows_each_code(DatabaseKind kind) =>
    ShowsEachCodeAsync(kind, "/staff/tables/codes?branch=mumbai");

    private async Task ShowsEachCodeAsync(DatabaseKind kind, string list)
    {
        var restpy = await products.OnAsync(kind);
        var page = await (await restpy.AsAsync(Owner)).PageAsync(list);
        var table = await restpy.TableAsync("spice-garden", "mumbai", "7");
        var thumb = page.QuerySelector($"a.qr-thumb[href='/staff/tables/{table.Id}/code'] img")!;
        Assert.Equal(($"/staff/tables/{table.Id}/qr.svg", "lazy", "QR code of table 7"),
            (thumb.GetAttribute("src"), thumb.GetAttribute("loading"), thumb.GetAttribute("alt")));
        Assert.True(page.QuerySelectorAll("a.qr-thumb").Length >= 14);
    }

    [Theory, OnBothDatabases]
    public async Task The_large_code_is_the_tables_own_with_its_address_as_text(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var table = await restpy.TableAsync("spice-garden", "mumbai", "8");
        var page = await (await restpy.AsAsync(Owner)).PageAsync($"/staff/tables/{table.Id}/code");
        var address =
            $"{restpy.Address.GetLeftPart(UriPartial.Authority)}/t/{await restpy.TokenAsync("spice-garden", "mumbai", table.Id)}";
        SheetTests.AssertDraws(address, page.QuerySelector("main svg.qr path")!.GetAttribute("d")!);
        Assert.Equal(address, page.QuerySelector("#address")!.TextContent);
        Assert.Equal("Table 8", page.QuerySelector("h1")!.TextContent);
    }

    [Theory, OnBothDatabases]
    public async Task From_the_large_code_one_opens_the_menu_and_prints_one_card(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var table = await restpy.TableAsync("spice-garden", "mumbai", "8");
        var links = (await owner.PageAsync($"/staff/tables/{table.Id}/code")).QuerySelectorAll(".code-large a")
            .Select(a => a.GetAttribute("href")!).ToList();
        Assert.EndsWith("/t/" + await restpy.TokenAsync("spice-garden", "mumbai", table.Id), links[0],
            StringComparison.Ordinal);
        Assert.Single((await owner.PageAsync(links[1])).QuerySelectorAll(".qr-card"));
    }

    [Theory, OnBothDatabases]
    public async Task Without_the_permission_the_list_shows_no_code(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var table = await restpy.TableAsync("spice-garden", "bengaluru", "7");
        var token = await restpy.TokenAsync("spice-garden", "bengaluru", table.Id);
        var member = await MemberAsync(restpy, Manager);
        await PostAsync(owner, $"/staff/people/{member}?handler=Give", ("permission", "tables.qr"),
            ("allowed", "false"), ("reason", "a test"));
        var manager = await restpy.AsAsync(Manager);
        var list = await (await manager.GetAsync("/staff/tables")).Content.ReadAsStringAsync();
        Assert.Contains("Table 7", list, StringComparison.Ordinal);
        Assert.DoesNotContain("qr-thumb", list, StringComparison.Ordinal);
        Assert.DoesNotContain(token, list, StringComparison.Ordinal);
        foreach (var path in new[] { "code", "qr.svg" })
            Assert.Equal(HttpStatusCode.Forbidden,
                (await manager.GetAsync($"/staff/tables/{table.Id}/{path}")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_table_whose_code_was_withdrawn_shows_none_and_says_so(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        await owner.SubmitAsync(await owner.PageAsync("/staff/tables/codes?branch=mumbai"), "#revoke",
            new() { ["reason"] = "a photo is going round" });
        Assert.Empty((await owner.PageAsync("/staff/tables/codes?branch=mumbai")).QuerySelectorAll("a.qr-thumb"));
        var table = await restpy.TableAsync("spice-garden", "mumbai", "7");
        var page = await owner.PageAsync($"/staff/tables/{table.Id}/code");
        Assert.Null(page.QuerySelector("main svg.qr"));
        Assert.Contains("no active code", page.QuerySelector("main .flash")!.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pictures_have_a_rate_limit_of_their_own()
    {
        var endpoints = await ProductEndpoint.AllAsync(await products.OnAsync(DatabaseKind.Sqlite));
        Assert.Equal("table-code", endpoints
            .Single(d => d.Name == "GET /staff/tables/{id:guid}/qr.svg").Access!.RateLimit);
    }

    /// <summary>The lists stay small: a picture is fetched when it comes into view.</summary>
    [Theory, OnBothDatabases]
    public async Task A_list_with_sixty_more_tables_stays_small_and_all_pictures_come(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        await owner.SubmitAsync(await owner.PageAsync("/staff/tables/new?branch=mumbai"), "form.form",
            new() { ["Number"] = "X1", ["HowMany"] = "60" });
        var page = await owner.PageAsync("/staff/tables/codes?branch=mumbai");
        var pictures = page.QuerySelectorAll("a.qr-thumb img").Select(i => i.GetAttribute("src")!).ToList();
        Assert.Equal(74, pictures.Count);
        Assert.True(page.Source.Text.Length < 100_000, $"{page.Source.Text.Length} characters");
        foreach (var answer in await Task.WhenAll(pictures.Select(owner.GetAsync)))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
