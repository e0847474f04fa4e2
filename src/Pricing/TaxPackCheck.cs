namespace Restpy.Pricing;

/// <summary>What makes a pack unusable: found when it is loaded, not when a guest waits for the bill.</summary>
internal static class TaxPackCheck
{
    public static PricingRefusal? Fault(string version, TaxProfile[] profiles, TaxRule[] rules)
    {
        if (string.IsNullOrWhiteSpace(version)) return Inconsistent("A pack needs a version.");
        foreach (var profile in profiles)
            if (profile.RoundingUnitMinor < 0) return Inconsistent($"Profile {profile.Key} rounds to a negative unit.");

        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (!keys.Add(rule.Key))
                return Inconsistent($"Rule {rule.Key} appears twice; give the new rate a key of its own.");
            if (Of(rule) is { } fault) return fault;
        }

        return Clash(rules);
    }

    private static PricingRefusal? Of(TaxRule rule)
    {
        if (rule.RatePercent is < 0 or > 1000)
            return Inconsistent($"Rule {rule.Key} has a rate of {rule.RatePercent}%.");
        if (rule.ValidTo < rule.ValidFrom) return Inconsistent($"Rule {rule.Key} ends before it starts.");
        if (rule.Block == TaxBlock.None && rule.RatePercent != 0)
            return Inconsistent($"Rule {rule.Key} is untaxed but has a rate.");
        if (rule.Components.Count == 0) return null;
        // Shares must make up the whole rate, or the bill would show another rate than it collects.
        return rule.Components.All(c => c.Share is > 0 and <= 1) && rule.Components.Sum(c => c.Share) == 1
            ? null
            : Inconsistent($"The components of rule {rule.Key} do not add up to 1.");
    }

    private static PricingRefusal? Clash(TaxRule[] rules)
    {
        var restaurants = rules.SelectMany(rule =>
            rule.Profiles.SelectMany(p => rule.Categories.Select(c => (Place: (p, c, rule.Region), Rule: rule))));
        foreach (var place in restaurants.GroupBy(entry => entry.Place))
        {
            TaxRule[] here = [.. place.Select(entry => entry.Rule)];
            for (int i = 0; i < here.Length; i++)
                for (int j = i + 1; j < here.Length; j++)
                    if (Overlap(here[i], here[j]))
                        return Inconsistent($"Rules {here[i].Key} and {here[j].Key} are both valid for {place.Key}.");
        }

        return null;
    }

    private static bool Overlap(TaxRule a, TaxRule b) =>
        (a.ValidTo is null || b.ValidFrom <= a.ValidTo) && (b.ValidTo is null || a.ValidFrom <= b.ValidTo)
        && (a.Modes.Count == 0 ? b.Modes.Count == 0 : a.Modes.Intersect(b.Modes).Any());

    private static PricingRefusal Inconsistent(string detail) => new(PricingRefusals.PackInconsistent, detail);
}
