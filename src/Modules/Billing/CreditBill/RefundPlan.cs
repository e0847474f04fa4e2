using Restpy.Billing.Contract;

namespace Restpy.Billing.CreditBill;

/// <summary>How the money of a bill goes back: by the tenders it came with, the latest first.</summary>
internal static class RefundPlan
{
    /// <summary>What each kind of tender brought for the bill and did not give back yet; minor units.</summary>
    public static IReadOnlyList<(TenderKind Kind, long LeftMinor)> Left(IReadOnlyList<TakenTender> tenders) =>
        [.. tenders.Where(t => !t.IsCorrected).Reverse().GroupBy(t => t.Kind)
            .Select(g => (g.Key, g.Sum(t => t.IsRefund ? -t.AmountMinor : t.AmountMinor))).Where(k => k.Item2 > 0)];

    /// <param name="minor">Not more than the tenders brought.</param>
    public static IReadOnlyList<TenderOffer> Follow(
        IReadOnlyList<TakenTender> tenders, long minor, string reference)
    {
        var offers = new List<TenderOffer>();
        foreach (var (kind, left) in Left(tenders))
        {
            var part = Math.Min(left, minor - offers.Sum(o => o.AmountMinor));
            if (part > 0) offers.Add(new(kind, part, kind == TenderKind.Cash ? "" : reference));
        }
        return offers;
    }

    /// <summary>Whether the money goes back as it came.</summary>
    public static bool Follows(IReadOnlyList<TakenTender> tenders, TenderOffer offer) =>
        Left(tenders).Any(k => k.Kind == offer.Kind && k.LeftMinor >= offer.AmountMinor);
}
