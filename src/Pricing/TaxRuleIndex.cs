namespace Restpy.Pricing;

/// <summary>Finds the rule of a line without allocating: by profile, then category, then the few rules left.</summary>
internal sealed class TaxRuleIndex
{
    private readonly Dictionary<string, Dictionary<string, TaxRule[]>> _byProfile = new(StringComparer.Ordinal);

    public TaxRuleIndex(IEnumerable<TaxRule> rules)
    {
        var entries = rules.SelectMany(
            rule => rule.Profiles.SelectMany(profile => rule.Categories.Select(category => (profile, category, rule))));
        foreach (var profile in entries.GroupBy(e => e.profile, StringComparer.Ordinal))
            _byProfile[profile.Key] = profile.GroupBy(e => e.category, StringComparer.Ordinal).ToDictionary(
                g => g.Key,
                g => g.Select(e => e.rule).OrderByDescending(Particularity).ThenByDescending(r => r.ValidFrom)
                .ToArray(),
                StringComparer.Ordinal);
    }

    /// <summary>Region beats mode: a state's own law is closer than a way of serving.</summary>
    public static int Particularity(TaxRule rule) => (rule.Region is null ? 0 : 2) + (rule.Modes.Count == 0 ? 0 : 1);

    public TaxRule? Find(string profile, string category, ServiceMode mode, DateOnly businessDate, string? region)
    {
        if (!_byProfile.TryGetValue(profile, out var byCategory)) return null;
        if (byCategory.TryGetValue(category, out var rules) && First(rules, mode, businessDate, region) is { } exact)
            return exact;

        int colon = category.LastIndexOf(':');
        if (colon < 0) return null;
        var stems = byCategory.GetAlternateLookup<ReadOnlySpan<char>>();
        return stems.TryGetValue(category.AsSpan(0, colon), out rules) ? First(rules, mode, businessDate, region)
            : null;
    }

    private static TaxRule? First(TaxRule[] rules, ServiceMode mode, DateOnly businessDate, string? region)
    {
        foreach (var rule in rules)
            if (rule.IsValidOn(businessDate)
                && (rule.Region is null || string.Equals(rule.Region, region, StringComparison.Ordinal))
                && (rule.Modes.Count == 0 || rule.Modes.Contains(mode))) return rule;
        return null;
    }
}
