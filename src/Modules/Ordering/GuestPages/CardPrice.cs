using Restpy.Kernel;

namespace Restpy.Ordering.GuestPages;

/// <summary>A price as a printed card has it: ₹320 without its paise, 9,50 € with its cents.</summary>
internal static class CardPrice
{
    public static string Of(long minor, Currency currency)
    {
        var text = Money.Format(minor, currency);
        return currency == Currency.Inr && minor % 100 == 0 ? text[..^3] : text;
    }
}
