namespace Restpy.Billing.Shared;

/// <summary>An amount of rupees in words, in crore, lakh and thousand, as Indian bills carry it.</summary>
internal static class RupeeWords
{
    private static readonly string[] Small =
    [
        "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve",
        "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen",
        "Eighteen", "Nineteen",
    ];

    private static readonly string[] Tens =
        ["", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"];

    public static string Of(long paise)
    {
        var (rupees, rest) = Math.DivRem(Math.Abs(paise), 100);
        var text = "Rupees " + Say(rupees) + (rest > 0 ? $" and {Say(rest)} Paise" : "") + " only";
        return paise < 0 ? "Minus " + text : text;
    }

    private static string Say(long number) => number switch
    {
        < 20 => Small[number],
        < 100 => Tens[number / 10] + (number % 10 > 0 ? " " + Small[number % 10] : ""),
        < 1000 => Join(number, 100, "Hundred"),
        < 100_000 => Join(number, 1000, "Thousand"),
        < 10_000_000 => Join(number, 100_000, "Lakh"),
        _ => Join(number, 10_000_000, "Crore"),
    };

    private static string Join(long number, long unit, string word) =>
        $"{Say(number / unit)} {word}" + (number % unit > 0 ? " " + Say(number % unit) : "");
}
