using System.Globalization;

namespace Restpy.Kernel;

/// <summary>An ISO 4217 currency with the number of its minor digits (INR 2, JPY 0, KWD 3).</summary>
public readonly record struct Currency(string Code, int MinorDigits)
{
    public static readonly Currency Inr = new("INR", 2);
    public static readonly Currency Eur = new("EUR", 2);

    private static readonly Dictionary<string, int> Others = new()
    {
        ["INR"] = 2, ["EUR"] = 2, ["USD"] = 2, ["GBP"] = 2, ["CHF"] = 2, ["SEK"] = 2, ["DKK"] = 2, ["NOK"] = 2,
        ["PLN"] = 2, ["CZK"] = 2, ["HUF"] = 2, ["RON"] = 2, ["AED"] = 2, ["SGD"] = 2, ["JPY"] = 0, ["KWD"] = 3,
        ["BHD"] = 3,
    };

    /// <exception cref="ArgumentException">The code is not one we know the minor digits of.</exception>
    public static Currency Of(string code) =>
        Others.TryGetValue(code, out var digits) ? new(code, digits)
            : throw new ArgumentException($"Unknown currency {code}.");

    public static bool Knows(string code) => Others.ContainsKey(code);

    /// <summary>What stands before the decimals where the currency is at home.</summary>
    public char DecimalMark => Code is "EUR" or "SEK" or "DKK" or "NOK" or "PLN" or "CZK" or "HUF" or "RON" ? ',' : '.';

    internal decimal Unit => MinorDigits switch { 0 => 1m, 3 => 1000m, _ => 100m };
}

/// <summary>An amount in minor units (paise, cents) of a currency. Sums of two currencies do not exist.</summary>
public readonly record struct Money(long Minor, Currency Currency)
{
    public static Money operator +(Money a, Money b) => new(checked(a.Minor + b.Same(a).Minor), a.Currency);

    public static Money operator -(Money a, Money b) => new(checked(a.Minor - b.Same(a).Minor), a.Currency);

    /// <summary>As the guest reads it, in the currency's own grouping: ₹1,00,000.00 · 1 234,50 €.</summary>
    public override string ToString() => Format(Minor, Currency);

    public static string Format(long minor, Currency currency)
    {
        var culture = currency.Code switch
        {
            "INR" => India,
            "EUR" => France,
            _ => Others,
        };
        var amount = minor / currency.Unit;
        return currency.Code is "INR" or "EUR"
            ? amount.ToString("C" + currency.MinorDigits, culture)
            : $"{amount.ToString("N" + currency.MinorDigits, culture)} {currency.Code}";
    }

    private Money Same(Money other) =>
        Currency == other.Currency ? this
            : throw new InvalidOperationException($"{Currency.Code} and {other.Currency.Code} do not add.");

    private static readonly CultureInfo India = WithMinus("en-IN");
    private static readonly CultureInfo France = WithMinus("fr-FR");
    private static readonly CultureInfo Others = WithMinus("");

    /// <summary>
    /// A true minus everywhere: a hyphen is lost beside thermal digits, and two signs for one thing look like two
    /// things.
    /// </summary>
    private static CultureInfo WithMinus(string name)
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(name).Clone();
        culture.NumberFormat.NegativeSign = "−";
        return culture;
    }
}
