namespace Restpy.Billing.Drawer;

/// <summary>What lies in a drawer, largest first, in minor units.</summary>
internal static class Denominations
{
    private static readonly long[] Rupee = [50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100];
    private static readonly long[] Euro = [50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1];
    private static readonly long[] Other =
        [100000, 50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1];

    public static IReadOnlyList<long> Of(string currency) =>
        currency switch { "INR" => Rupee, "EUR" => Euro, _ => Other };
}
