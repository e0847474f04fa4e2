namespace Restpy.Pricing;

/// <summary>Spreads an amount over weights so that the shares add up exactly: everyone gets the whole part, the units
/// left over go to the largest remainders, ties to the earlier line. Integers only.</summary>
internal static class LargestRemainder
{
    public static void Spread(long total, ReadOnlySpan<long> weights, Span<long> shares)
    {
        long sum = 0;
        foreach (long weight in weights) sum += weight;
        shares.Clear();
        if (sum == 0 || total == 0) return;

        Span<long> remainders = weights.Length <= 64 ? stackalloc long[weights.Length] : new long[weights.Length];
        long left = total;
        for (int i = 0; i < weights.Length; i++)
        {
            (shares[i], remainders[i]) = MultiplyDivide(total, weights[i], sum);
            left -= shares[i];
        }

        // Fewer units are left than there are remainders; the second bound only keeps a broken caller from spinning
        // here.
        for (int given = 0; left > 0 && given < weights.Length; left--, given++)
        {
            int largest = 0;
            for (int i = 1; i < remainders.Length; i++)
                if (remainders[i] > remainders[largest]) largest = i;
            shares[largest]++;
            remainders[largest] = -1;
        }
    }

    // A 64-bit product covers every bill met in practice; the 128-bit division is ten times slower.
    private static (long Share, long Remainder) MultiplyDivide(long total, long weight, long sum)
    {
        long high = Math.BigMul(total, weight, out long low);
        if (high == 0 && low >= 0) return (low / sum, low % sum);
        (UInt128 share, UInt128 remainder) = UInt128.DivRem((UInt128)total * (UInt128)weight, (UInt128)sum);
        return ((long)share, (long)remainder);
    }
}
