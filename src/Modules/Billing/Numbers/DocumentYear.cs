namespace Restpy.Billing.Numbers;

/// <summary>The year a document number belongs to: from 1 April in India, the calendar year elsewhere.</summary>
internal static class DocumentYear
{
    /// <param name="date">Date of issue as the clock on the wall says, not the business date: the paper carries
    /// it.</param>
    public static string Of(string country, DateOnly date)
    {
        if (country != "IN") return date.Year.ToString("D4");
        var first = date.Month >= 4 ? date.Year : date.Year - 1;
        return $"{first % 100:D2}-{(first + 1) % 100:D2}";
    }
}
