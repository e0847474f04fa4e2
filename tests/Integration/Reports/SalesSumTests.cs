using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing;
using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Payments;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Reports;

/// <summary>Whatever the day was, the report is the sum of its bills, and every table of it sums to the same.</summary>
public sealed class SalesSumTests
{
    [Theory, OnBothDatabases]
    public async Task The_report_of_random_days_is_the_sum_of_their_bills(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var days = new SmallDays(restpy, new(seed));
        for (var day = 0; day < 3; day++)
        {
            await days.RunAsync("spice-garden", "bengaluru", 5);
            await days.RunAsync("spice-garden", "mumbai", 2);
            if (day < 2) restpy.Clock.Advance(TimeSpan.FromDays(1));
        }
        using var owner = await restpy.SignInAsync("owner@spice-garden.example");
        foreach (var (branch, id) in await BranchesAsync(restpy))
        {
            var truth = await TruthAsync(restpy, branch);
            var page = await owner.PageAsync($"/staff/sales?period=last7&branch={id}");
            Assert.Equal(Rupees(truth.Net), Tile(page, "net"));
            Assert.Equal(Rupees(truth.Billed), Tile(page, "billed"));
            Assert.Equal(Rupees(truth.Tax), Tile(page, "tax"));
            Assert.Equal(Rupees(truth.Discount), Tile(page, "discounts"));
            Assert.Equal(truth.Bills.ToString(CultureInfo.InvariantCulture), Tile(page, "bills"));
            Assert.Equal(truth.Covers.ToString(CultureInfo.InvariantCulture), Tile(page, "covers"));
            Assert.Equal(truth.Notes.ToString(CultureInfo.InvariantCulture), Tile(page, "credit-notes"));
            Assert.Equal(truth.Voids.ToString(CultureInfo.InvariantCulture), Tile(page, "voids"));
            string[] tables = ["days", "items", "categories", "staff", "channels"];
            foreach (var table in tables) Assert.Equal(Rupees(truth.Net), Sums(page, table)[^2]);
            Assert.Equal(Rupees(truth.Tax), Sums(page, "taxes")[^2]);
            Assert.Equal(Rupees(truth.Money), Sums(page, "tenders")[^2]);
            // The week is its days, and each day's hours are the day.
            long hours = 0;
            foreach (var date in truth.Dates)
                hours += Minor(Sums(await owner.PageAsync(
                    $"/staff/sales?from={date:yyyy-MM-dd}&to={date:yyyy-MM-dd}&branch={id}"), "hours")[^2]);
            Assert.Equal(truth.Net, hours);
            Assert.Equal(truth.Net,
                page.QuerySelectorAll("#days tbody tr").Sum(r => Minor(r.QuerySelectorAll("td")[^2].TextContent)));
        }
    }

    private static async Task<List<(string? Key, Guid? Id)>> BranchesAsync(TestProduct restpy) =>
        await restpy.InAsync("spice-garden", null, async s =>
        {
            var info = await s.GetRequiredService<Restpy.Tenancy.Contract.Questions.RestaurantDirectory>()
                .GetAsync(s.GetRequiredService<WorkScope>().Restaurant, default);
            return info.Branches.Select(b => ((string?)b.Key, (Guid?)b.Id)).Append((null, null)).ToList();
        });

    private sealed record Truth(long Net, long Billed, long Tax, long Discount, int Bills, int Covers, int Notes,
        int Voids, long Money, IReadOnlyList<DateOnly> Dates);

    private static Task<Truth> TruthAsync(TestProduct restpy, string? branch) =>
        restpy.InAsync("spice-garden", branch, async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        var all = await db.Set<Bill>().AsNoTracking().ToListAsync();
        var bills = all.Where(b => b.Number != null).ToList();
        var notes = await db.Set<IssuedCreditNote>().AsNoTracking().ToListAsync();
        var money = (await db.Set<Tender>().AsNoTracking().ToListAsync()).Where(t => all.Exists(b => b.Id == t.BillId))
            .Sum(t => t.CreditNoteId == null ? t.AmountMinor : -t.AmountMinor);
        return new Truth(bills.Sum(b => b.TaxableMinor) - notes.Sum(n => n.TaxableMinor),
            bills.Sum(b => b.PayableMinor) - notes.Sum(n => n.CreditMinor),
            bills.Sum(b => b.TaxMinor) - notes.Sum(n => n.TaxMinor),
            bills.Sum(b => b.LineDiscountMinor + b.BillDiscountMinor), bills.Count, bills.Sum(b => b.Covers),
            notes.Count, all.Count(b => b is { Number: null, State: BillState.Void }), money,
            [.. bills.Select(b => b.BusinessDate).Concat(notes.Select(n => n.BusinessDate)).Distinct()]);
    });

    private static string Rupees(long minor) => Money.Format(minor, Currency.Inr);

    private static long Minor(string text) =>
        Amount.Read(text, Currency.Inr) is { Ok: true } read ? read.Value : throw new FormatException(text);

    private static string Tile(IHtmlDocument page, string word) =>
        page.QuerySelector($"[data-tile={word}] dd")!.TextContent;

    private static List<string> Sums(IHtmlDocument page, string table) =>
        [.. page.QuerySelectorAll($"#{table} tfoot td").Select(td => td.TextContent)];
}
