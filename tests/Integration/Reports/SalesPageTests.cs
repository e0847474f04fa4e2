using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Reports;

public sealed class SalesPageTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task A_period_without_bills_teaches_when_a_sale_counts(DatabaseKind kind)
    {
        var owner = await (await products.OnAsync(kind)).AsAsync("owner@maison-lumiere.example");
        var page = await owner.PageAsync("/staff/sales?from=2001-01-01&to=2001-01-07");
        Assert.Contains("04:00", page.QuerySelector(".empty")!.TextContent);
        Assert.Null(page.QuerySelector(".figures"));
        Assert.Null(page.QuerySelector("table"));
    }

    [Theory, OnBothDatabases]
    public async Task A_period_that_is_none_is_refused_in_words(DatabaseKind kind)
    {
        var owner = await (await products.OnAsync(kind)).AsAsync("owner@spice-garden.example");
        foreach (var (query, word) in new[]
        {
            ("from=2025-01-01&to=2026-02-04", "400 days"), ("from=2026-02-04&to=2026-02-03", "after the last"),
            ("from=yesterday&to=2026-02-03", "2026-09-12"),
            ("from=2026-02-30&to=2026-03-03", "2026-09-12"), ("from=2026-02-03", "2026-09-12"),
            ("from=0001-01-01&to=0001-01-02", "2026-09-12"), ("period=own", "2026-09-12"),
            ("from=9999-12-31&to=9999-12-31", "2026-09-12"), ("period=decade", "from the list"),
            ("from=%00&to=%3Cscript%3E", "2026-09-12"),
        })
        {
            foreach (var address in new[] { "/staff/sales?", "/staff/sales/export?table=days&" })
            {
                var answer = await AskAsync(owner, address + query);
                Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, address + query);
                var text = await answer.Content.ReadAsStringAsync();
                Assert.Contains(word, text);
                Assert.DoesNotContain("<script>\"", text);
                Assert.DoesNotContain("class=\"figures\"", text);
            }
        }
        Assert.Equal(HttpStatusCode.OK,
            (await owner.GetAsync("/staff/sales?from=2025-01-01&to=2026-01-01")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_branch_of_another_restaurant_or_of_nobody_is_not_found(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var lyon = (await BranchAsync(restpy, "maison-lumiere", "lyon")).Id;
        var mumbai = (await BranchAsync(restpy, "spice-garden", "mumbai")).Id;
        var owner = await restpy.AsAsync("owner@spice-garden.example");
        var manager = await restpy.AsAsync("manager@spice-garden.example");
        foreach (var address in new[] { "/staff/sales?branch=", "/staff/sales/export?table=items&branch=" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(owner, address + lyon)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(owner, address + Guid.CreateVersion7())).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(owner, address + "x")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(owner, address + mumbai)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(manager, address + mumbai)).StatusCode);
        }
        Assert.Null((await manager.PageAsync("/staff/sales")).QuerySelector("select[name=branch]"));
        Assert.Equal(HttpStatusCode.NotFound, (await owner.PressAsync("/staff/sales/export?table=persons")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await owner.PressAsync("/staff/sales/export")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task Owner_manager_and_accountant_may_see_sales_and_nobody_else(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        foreach (var (who, status) in new[]
        {
            ("owner", HttpStatusCode.OK), ("manager", HttpStatusCode.OK), ("accountant", HttpStatusCode.OK),
            ("cashier", HttpStatusCode.Forbidden), ("waiter", HttpStatusCode.Forbidden),
            ("kitchen", HttpStatusCode.Forbidden),
        })
        {
            var person = await restpy.AsAsync($"{who}@spice-garden.example");
            Assert.Equal(status, (await person.GetAsync("/staff/sales")).StatusCode);
            Assert.Equal(status, (await person.PressAsync("/staff/sales/export?table=days")).StatusCode);
        }
        using var visitor = restpy.Visitor();
        Assert.StartsWith("/sign-in", (await visitor.GetAsync("/staff/sales")).Headers.Location!.ToString());
    }

    [Theory, OnBothDatabases]
    public async Task A_file_begins_with_its_mark_speaks_the_readers_language_and_is_logged(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await new SmallDays(restpy, new(7)).RunAsync("maison-lumiere", "lyon", 4);
        var owner = await restpy.AsAsync("owner@maison-lumiere.example");
        var before = await ExportsAsync(restpy);
        var answer = await owner.PressAsync("/staff/sales/export?table=items&period=today");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("sales-maison-lumiere-items-", answer.Content.Headers.ContentDisposition!.FileName);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var lines = System.Text.Encoding.UTF8.GetString(bytes[3..])
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Plat;Vendus;Prix carte;Remises;Avoirs;Ventes nettes;Part", lines[0]);
        Assert.All(lines[1..],
            line => Assert.Matches(@"^[^;]+;\d+;\d+,\d\d;\d+,\d\d;\d+,\d\d;-?\d+,\d\d;(-?\d+,\d)?$", line));
        var page = await owner.PageAsync("/staff/sales?items=all");
        Assert.Equal(page.QuerySelectorAll("#items tbody tr").Length, lines.Length - 1);
        Assert.Equal(before + 1, await ExportsAsync(restpy));
    }

    [Theory, OnBothDatabases]
    public async Task Dishes_sort_by_any_column_from_the_address(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await new SmallDays(restpy, new(11)).RunAsync("maison-lumiere", "lyon", 4);
        var owner = await restpy.AsAsync("owner@maison-lumiere.example");
        var up = await UnitsAsync("units");
        Assert.Equal(up.Order(), up);
        Assert.Equal(up.OrderDescending(), await UnitsAsync("-units"));
        Assert.NotEmpty(await UnitsAsync("nonsense"));

        async Task<List<int>> UnitsAsync(string sort) =>
            [.. (await owner.PageAsync($"/staff/sales?items=all&sort={sort}")).QuerySelectorAll("#items tbody tr")
                .Select(r => int.Parse(
                    r.QuerySelector("td")!.TextContent, System.Globalization.CultureInfo.InvariantCulture))];
    }

    /// <summary>A file is taken with a button, since that is written down; a page is only looked at.</summary>
    private static Task<HttpResponseMessage> AskAsync(StaffClient person, string address) =>
        address.Contains("/export", StringComparison.Ordinal) ? person.PressAsync(address) : person.GetAsync(address);

    private static Task<BranchInfo> BranchAsync(TestProduct restpy, string slug, string key) =>
        restpy.InAsync(slug, key,
            async s => await s.GetRequiredService<RestaurantDirectory>()
            .BranchAsync(s.GetRequiredService<WorkScope>().Restaurant, s.GetRequiredService<WorkScope>().Branch,
                default));

    private static Task<int> ExportsAsync(TestProduct restpy) =>
        restpy.InAsync("maison-lumiere", null,
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>()
            .CountAsync(e => e.Action == "reports.exported" && e.ObjectLabel.Contains("items")));
}
