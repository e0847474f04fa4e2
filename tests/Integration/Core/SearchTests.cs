#pragma warning disable RS0030 // Asks the database's own function.
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Audit;
using Restpy.IntegrationTests.Billing;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>One search rule on both databases: without accents and case.</summary>
public sealed class SearchTests(SharedProducts products, BillingRestaurants bills)
{
    [Theory, OnBothDatabases]
    public async Task The_database_folds_as_the_program_does(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await using var connection =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>());
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT search_fold(@typed)";
        var typed = command.CreateParameter();
        typed.ParameterName = "@typed";
        command.Parameters.Add(typed);
        var differs = new List<string>();
        // Every letter people write with in our countries, in both cases: Latin with all its extensions, Greek,
        // Cyrillic, Devanagari.
        foreach (var (from, to) in new[] {
            (0x20, 0x24F), (0x370, 0x3FF), (0x400, 0x4FF), (0x900, 0x97F), (0x1E00, 0x1EFF), (0x2018, 0x201F),
            (0xFB00, 0xFB06) })
        {
            var text = string.Concat(Enumerable.Range(from, to - from + 1).Where(Rune.IsValid)
                .Where(p => Rune.GetUnicodeCategory(new(p))
                    is not (System.Globalization.UnicodeCategory.OtherNotAssigned
                        or System.Globalization.UnicodeCategory.Control)).Select(p => new Rune(p) + " "));
            typed.Value = text;
            var (here, there) = (SearchText.Fold(text), (string)(await command.ExecuteScalarAsync())!);
            differs.AddRange(here.Split(' ').Zip(there.Split(' ')).Where(pair => pair.First != pair.Second)
                .Select(pair => $"{pair.First} and {pair.Second}"));
        }
        Assert.True(differs.Count == 0, string.Join('\n', differs));
    }

    [Theory]
    [InlineData("Crème brûlée", "creme brulee")]
    [InlineData("Œufs à l’oseille", "oeufs a l'oseille")]
    [InlineData("ENTRECÔTE", "entrecote")]
    [InlineData("Straße", "strasse")]
    [InlineData("Smørrebrød", "smorrebrod")]
    [InlineData("ﬁlet", "filet")]
    [InlineData("दाल मखनी", "दाल मखनी")]
    public void Accents_and_case_make_no_difference(string text, string folded) =>
    Assert.Equal(folded, SearchText.Fold(text));

    [Theory, OnBothDatabases]
    public async Task A_bill_is_found_by_its_guest_exactly_and_without_accents(DatabaseKind kind)
    {
        var restpy = await bills.OnAsync(kind);
        var cashier = await restpy.AsAsync(BillingRestaurant.FrenchCashier);
        var order = await restpy.MakeOrderAsync(
            "maison-lumiere", "lyon", o => o with { GuestName = "Épicerie du Port" }, "12");
        await restpy.OpenAsync(cashier, order.OrderId);
        foreach (var typed in new[] { "Épicerie du Port", "epicerie du port", "ÉPICERIE", "épicerie", "PORT" })
        {
            var page = await cashier.PageAsync("/staff/bills?q=" + Uri.EscapeDataString(typed));
            Assert.True(page.QuerySelectorAll("tbody tr").Length == 1, typed);
        }
    }

    [Theory, OnBothDatabases]
    public async Task The_log_is_searched_by_the_same_rule(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var found = await restpy.InAsync("maison-lumiere", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            db.Act("menu.dish-edited", "Item", Guid.NewGuid(), "Bœuf à la Niçoise");
            await db.SaveChangesAsync();
            var log = s.GetRequiredService<ActivityLog>();
            return (await log.ReadAsync(new(null, null, "BOEUF A LA NICOISE", null, null, null, null), 5, default))
                .Count;
        });
        Assert.Equal(1, found);
    }

    [Theory, OnBothDatabases]
    public async Task A_guest_finds_a_dish_without_accents(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        using var visitor = restpy.Visitor();
        foreach (var typed in new[] { "creme", "CRÈME", "entrecote", "boeuf" })
            Assert.True((await visitor.PageAsync($"/r/maison-lumiere?lang=fr&q={Uri.EscapeDataString(typed)}"))
                .QuerySelectorAll("main article, main li h3, main .item").Length > 0, typed);
    }

    [Theory]
    [InlineData("creme")]
    [InlineData("entrecote")]
    [InlineData("boeuf")]
    public async Task The_pad_holds_what_its_search_compares(string typed)
    {
        var waiter = await (await products.OnAsync(DatabaseKind.Sqlite)).AsAsync("waiter@maison-lumiere.example");
        var page = await waiter.PageAsync("/staff/pad?takeaway=1");
        Assert.Contains(page.QuerySelectorAll("[data-find]"),
            item => item.GetAttribute("data-find")!.Contains(typed, StringComparison.Ordinal));
    }
}
