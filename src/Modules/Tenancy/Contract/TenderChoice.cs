namespace Restpy.Tenancy.Contract;

/// <summary>Which kinds of tender a branch may take. A test holds the names against Billing's own.</summary>
public static class TenderChoice
{
    public const string Cash = "Cash";
    public const string Card = "Card";
    public const string Upi = "Upi";

    /// <summary>UPI exists in India only.</summary>
    public static IReadOnlyList<string> Of(string country) => country == "IN" ? [Cash, Upi, Card] : [Cash, Card];
}
