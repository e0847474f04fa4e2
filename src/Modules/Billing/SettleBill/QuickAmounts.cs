namespace Restpy.Billing.SettleBill;

/// <summary>What a guest is likely to hand over: the sum itself, then the next round sums in notes.</summary>
internal static class QuickAmounts
{
    private static readonly long[] Rupee = [10000, 20000, 50000, 100000, 200000];
    private static readonly long[] Euro = [500, 1000, 2000, 5000, 10000];

    public static IReadOnlyList<long> For(long dueMinor, string currency) =>
        dueMinor <= 0 ? [] : [
            .. (currency == "INR" ? Rupee : Euro).Select(note => (dueMinor + note - 1) / note * note).Prepend(dueMinor)
            .Distinct().Order().Take(5)];
}
