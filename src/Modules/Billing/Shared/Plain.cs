using System.Globalization;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Billing.Shared;

/// <summary>
/// Amounts for columns: the currency's own grouping without its sign; and as typed back into a field.
/// </summary>
internal static class Plain
{
    private static readonly CultureInfo India = CultureInfo.GetCultureInfo("en-IN");
    private static readonly CultureInfo France = CultureInfo.GetCultureInfo("fr-FR");

    public static string Of(long minor, Currency currency)
    {
        var culture = currency.Code switch { "INR" => India, "EUR" => France, _ => CultureInfo.InvariantCulture };
        // A true minus: a hyphen is lost beside thermal digits.
        return (minor < 0 ? "−" : "") + (Math.Abs(minor) / Unit(currency))
            .ToString("N" + currency.MinorDigits, culture);
    }

    /// <summary>1050.00: what a field of amounts holds.</summary>
    public static string Field(long minor, Currency currency) =>
        (minor / Unit(currency)).ToString("F" + currency.MinorDigits, CultureInfo.InvariantCulture);

    public static string Percent(decimal percent) => percent.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>The tax as the reader's language calls it; names of India's taxes are the same in all.</summary>
    public static string Tax(string name, Words words) => name == "VAT" ? words["bill.vat"] : name;

    private static decimal Unit(Currency currency) => currency.MinorDigits switch { 0 => 1m, 3 => 1000m, _ => 100m };
}
