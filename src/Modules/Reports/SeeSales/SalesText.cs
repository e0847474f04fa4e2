using System.Globalization;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Reports.SeeSales;

/// <summary>
/// Numbers and dates of the report as their reader writes them; amounts in the currency's own grouping.
/// </summary>
internal sealed class SalesText(Currency currency, Words words)
{
    public static CultureInfo CultureOf(string language) =>
        CultureInfo.GetCultureInfo(language switch { "fr" => "fr-FR", "hi" => "hi-IN", _ => "en-GB" });

    public static string Day(DateOnly date, string language) => date.ToString("ddd d MMM yyyy", CultureOf(language));

    public string Amount(long minor) => Money.Format(minor, currency);

    /// <summary>Without the small coins, for an axis.</summary>
    public string Whole(long minor)
    {
        var unit = (long)Math.Pow(10, currency.MinorDigits);
        var text = Money.Format(minor / unit * unit, currency);
        return currency.MinorDigits == 0 ? text
            : text.Replace((currency.Code == "INR" ? "." : ",") + new string('0', currency.MinorDigits), "",
                StringComparison.Ordinal);
    }

    public string Count(long count) =>
        count.ToString("N0", currency.Code == "INR" ? CultureInfo.GetCultureInfo("en-IN") : CultureOf(words.Language));

    public string Of(long? value, Unit unit) => (value, unit) switch
    {
        (null, _) => "–",
        ({ } minor, Unit.Amount) => Amount(minor),
        ({ } tenths, Unit.Share) => (tenths / 10m).ToString("0.0", CultureOf(words.Language)) + " %",
        ({ } count, _) => Count(count),
    };

    public string Dates(Period period) => period.OneDay
        ? Day(period.From, words.Language)
        : $"{period.From.ToString(period.From.Year == period.To.Year ? "d MMM" : "d MMM yyyy", CultureOf(words.Language))} – {period.To.ToString("d MMM yyyy", CultureOf(words.Language))}";

    /// <summary>The value as a number of a spreadsheet: major units with all their places, percent.</summary>
    public object? Cell(long? value, Unit unit) => (value, unit) switch
    {
        (null, _) => null,
        // A product keeps the places of its factors: 12.50, not 12.5.
        ({ } minor, Unit.Amount) => minor * new decimal(1, 0, 0, false, (byte)currency.MinorDigits),
        ({ } tenths, Unit.Share) => tenths * 0.1m,
        ({ } count, _) => count,
    };
}
