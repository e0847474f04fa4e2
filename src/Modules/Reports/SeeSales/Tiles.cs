using Restpy.Billing.Contract;
using Restpy.Platform.Web;

namespace Restpy.Reports.SeeSales;

/// <param name="Word">Key of its title: sales.tile.{Word}.</param>
/// <param name="Delta">Against the period before, in words.</param>
internal sealed record Tile(string Word, string Value, string Delta);

/// <summary>The figures on top of the report. Net and tax are less what credit notes took back.</summary>
internal sealed class Tiles(SalesText text, Words words, string before)
{
    public IReadOnlyList<Tile> Of(SalesSummary now, SalesSummary then) =>
    [
        Amount("net", Net(now), Net(then)),
        Amount("billed", now.PayableMinor - now.CreditedMinor, then.PayableMinor - then.CreditedMinor),
        Count("bills", now.Bills, then.Bills),
        Count("covers", now.Covers, then.Covers),
        now.Covers == 0 ? new("per-cover", "–", "") : Amount("per-cover", PerCover(now), PerCover(then)),
        Amount("tax", now.TaxMinor - now.CreditedTaxMinor, then.TaxMinor - then.CreditedTaxMinor),
        Amount("discounts", now.DiscountMinor, then.DiscountMinor),
        Amount("complimentary", now.ComplimentaryMinor, then.ComplimentaryMinor),
        Counted("credit-notes", now.CreditNotes, now.CreditedMinor, then.CreditedMinor),
        Counted("voids", now.VoidedBills, now.VoidedMinor, then.VoidedMinor),
    ];

    public static long Net(SalesSummary sales) => sales.TaxableMinor - sales.CreditedTaxableMinor;

    private static long PerCover(SalesSummary sales) => sales.Covers == 0 ? 0 : (long)Math.Round((decimal)Net(sales) / sales.Covers, MidpointRounding.AwayFromZero);

    private Tile Amount(string word, long now, long then) => new(word, text.Amount(now), Delta(now - then, text.Amount(Math.Abs(now - then))));

    private Tile Count(string word, long now, long then) => new(word, text.Count(now), Delta(now - then, text.Count(Math.Abs(now - then))));

    private Tile Counted(string word, int count, long now, long then) => new(word, text.Count(count), $"{text.Amount(now)}. {Delta(now - then, text.Amount(Math.Abs(now - then)))}");

    private string Delta(long difference, string by) =>
        words[difference switch { > 0 => "sales.more", < 0 => "sales.less", _ => "sales.same" }, new { By = by, Before = before }];
}
