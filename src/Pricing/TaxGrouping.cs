namespace Restpy.Pricing;

/// <summary>Gathers lines into rate groups, taxes each group, and gives every line its part.</summary>
internal static class TaxGrouping
{
    public static TaxGroup[] Group(TaxRounding rounding, Span<LineDraft> lines)
    {
        var leaders = Leaders(lines);
        var groups = new TaxGroup[leaders.Count];
        Span<int> members = lines.Length <= 64 ? stackalloc int[lines.Length] : new int[lines.Length];
        Span<long> values = lines.Length <= 64 ? stackalloc long[lines.Length] : new long[lines.Length];
        for (int g = 0; g < groups.Length; g++)
        {
            var leader = lines[leaders[g]];
            int count = 0;
            for (int i = 0; i < lines.Length; i++)
            {
                if (!Same(lines[i], leader)) continue;
                members[count] = i;
                values[count++] = lines[i].AfterDiscountMinor;
                lines[i].Group = g;
            }

            var terms = new TaxTerms
            {
                RatePercent = leader.Rule.RatePercent, PriceMode = leader.PriceMode, Rounding = rounding,
                Components = leader.Components,
            };
            groups[g] = TaxGroup.Of(leader.Rule.Block, leader.Rule.Tax, terms, values[..count]);
            TaxAllotment.Give(groups[g], members[..count], values[..count], lines);
        }

        return groups;
    }

    /// <summary>Same block, tax, rate, price mode and components.</summary>
    public static bool Same(in LineDraft a, in LineDraft b) =>
        a.PriceMode == b.PriceMode
        && (ReferenceEquals(a.Rule, b.Rule)
            || (a.Rule.RatePercent == b.Rule.RatePercent && a.Rule.Block == b.Rule.Block
                && string.Equals(a.Rule.Tax, b.Rule.Tax, StringComparison.Ordinal)))
        // One rule may still split two ways: a box eaten here is CGST + SGST, one sent over the border IGST.
        && (ReferenceEquals(a.Components, b.Components) || a.Components.SequenceEqual(b.Components));

    // Sorted, so that the printed groups do not depend on which dish was ordered first.
    private static List<int> Leaders(ReadOnlySpan<LineDraft> lines)
    {
        var leaders = new List<int>(4);
        for (int i = 0; i < lines.Length; i++)
        {
            int at = 0;
            bool known = false;
            foreach (int leader in leaders)
            {
                if (Same(lines[leader], lines[i])) known = true;
                if (Order(lines[leader], lines[i]) <= 0) at++;
            }

            if (!known) leaders.Insert(at, i);
        }

        return leaders;
    }

    private static int Order(in LineDraft a, in LineDraft b)
    {
        if (a.Rule.Block != b.Rule.Block) return a.Rule.Block.CompareTo(b.Rule.Block);
        int order = string.CompareOrdinal(a.Rule.Tax, b.Rule.Tax);
        if (order == 0) order = a.Rule.RatePercent.CompareTo(b.Rule.RatePercent);
        if (order == 0) order = a.PriceMode.CompareTo(b.PriceMode);
        return order != 0 ? order : string.CompareOrdinal(Name(a), Name(b));
    }

    private static string Name(in LineDraft line) => line.Components.Count == 0 ? "" : line.Components[^1].Name;
}
