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
        ["PLN"] = 2, ["CZK"] = 2, ["HUF"] = 2, ["RON"] = 2, ["AED"] = 2, ["SGD"] = 2, ["JPY"] = 0, ["KWD"] = 3, ["BHD"] = 3,
    };

    /// <exception cref="ArgumentException">The code is not one we know the minor digits of.</exception>
    public static Currency Of(string code) =>
        Others.TryGetValue(code, out var digits) ? new(code, digits) : throw new ArgumentException($"Unknown currency {code}.");

    public static bool Knows(string code) => Others.ContainsKey(code);

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
            _ => CultureInfo.InvariantCulture,
        };
        var amount = minor / currency.Unit;
        return currency.Code is "INR" or "EUR"
            ? amount.ToString("C" + currency.MinorDigits, culture)
            : $"{amount.ToString("N" + currency.MinorDigits, culture)} {currency.Code}";
    }

    /// <summary>Reads "1,234.50" or "1 234,50" as typed by a person; false when it is not an amount of this currency.</summary>
    public static bool TryParse(string? typed, Currency currency, out long minor)
    {
        minor = 0;
        if (string.IsNullOrWhiteSpace(typed) || typed.Length > 20) return false;
        var text = typed.Replace(" ", "").Replace("\u00A0", "").Replace("\u202F", "").Replace("₹", "").Replace("€", "");
        // The last separator with at most the currency's digits behind it is the decimal one.
        var comma = text.LastIndexOf(',');
        if (comma >= 0 && !text.Contains('.') && text.Length - comma - 1 <= currency.MinorDigits) text = text[..comma] + "." + text[(comma + 1)..];
        text = text.Replace(",", "");
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount)) return false;
        var scaled = amount * currency.Unit;
        if (scaled != decimal.Truncate(scaled) || Math.Abs(scaled) > 1_000_000_000_000m) return false;
        minor = (long)scaled;
        return true;
    }

    private Money Same(Money other) =>
        Currency == other.Currency ? this : throw new InvalidOperationException($"{Currency.Code} and {other.Currency.Code} do not add.");

    private static readonly CultureInfo India = CultureInfo.GetCultureInfo("en-IN");
    private static readonly CultureInfo France = CultureInfo.GetCultureInfo("fr-FR");
}
