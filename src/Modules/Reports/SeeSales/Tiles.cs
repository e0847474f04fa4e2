using Restpy.Billing.Contract;
using Restpy.Billing.Contract.Questions;
using Restpy.Platform.Web;

namespace Restpy.Reports.SeeSales;

/// <param name="Word">Key of its title: sales.tile.{Word}.</param>
/// <param name="Change">Against the period before: "▲ 12 %"; empty where there is nothing to compare with.</param>
/// <param name="Tone">good or bad where more is better, else neutral.</param>
/// <param name="Delta">The same in words.</param>
internal sealed record Tile(string Word, string Value, string Change, string Tone, string Delta);

/// <summary>The figures on top of the report. Net and tax are less what credit notes took back.</summary>
internal sealed class Tiles(SalesText text, Words words, string before)
{
    private static readonly HashSet<string> MoreIsBetter = ["net", "billed", "bills", "covers", "per-cover"];

    public IReadOnlyList<Tile> Of(SalesSummary now, SalesSummary then) =>
    [
        Amount("net", Net(now), Net(then)),
        Amount("billed", now.PayableMinor - now.CreditedMinor, then.PayableMinor - then.CreditedMinor),
        Count("bills", now.Bills, then.Bills),
        Count("covers", now.Covers, then.Covers),
        now.Covers == 0 ? new("per-cover", "–", "", "neutral", "") : Amount("per-cover", PerCover(now), PerCover(then)),
        Amount("tax", now.TaxMinor - now.CreditedTaxMinor, then.TaxMinor - then.CreditedTaxMinor),
        Amount("discounts", now.DiscountMinor, then.DiscountMinor),
        Amount("complimentary", now.ComplimentaryMinor, then.ComplimentaryMinor),
        Counted("credit-notes", now.CreditNotes, now.CreditedMinor, then.CreditedMinor),
        Counted("voids", now.VoidedBills, now.VoidedMinor, then.VoidedMinor),
    ];

    public static long Net(SalesSummary sales) => sales.TaxableMinor - sales.CreditedTaxableMinor;

    private static long PerCover(SalesSummary sales) =>
        sales.Covers == 0 ? 0 : (long)Math.Round((decimal)Net(sales) / sales.Covers, MidpointRounding.AwayFromZero);

    private Tile Amount(string word, long now, long then) =>
        Of(word, text.Amount(now), now, then, Delta(now - then, text.Amount(Math.Abs(now - then))));

    private Tile Count(string word, long now, long then) =>
        Of(word, text.Count(now), now, then, Delta(now - then, text.Count(Math.Abs(now - then))));

    private Tile Counted(string word, int count, long now, long then) =>
        Of(word, text.Count(count), now, then,
            $"{text.Amount(now)}. {Delta(now - then, text.Amount(Math.Abs(now - then)))}");

    private static Tile Of(string word, string value, long now, long then, string delta)
    {
        if (then == 0 || now == then) return new(word, value, "", "neutral", delta);
        var percent = Math.Round((now - then) * 100m / Math.Abs(then), MidpointRounding.AwayFromZero);
        var tone = !MoreIsBetter.Contains(word) ? "neutral" : now > then ? "good" : "bad";
        return new(word, value, $"{(now > then ? "▲ +" : "▼ −")}{Math.Abs(percent):0} %", tone, delta);
    }

    private string Delta(long difference, string by) =>
        words[difference switch
        {
            > 0 => "sales.more",
            < 0 => "sales.less",
            _ => "sales.same",
        }, new { By = by, Before = before }];
}
