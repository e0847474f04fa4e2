namespace Restpy.Pricing;

/// <summary>A versioned set of profiles and dated rules. The shipped pack is a start; a restaurant lays its own rules
/// over it, and a bill names the version and rule of every line.</summary>
public sealed class TaxPack
{
    private static readonly Lazy<PricingOutcome<TaxPack>> Shipped = new(TaxPackFile.ReadShipped);

    private readonly TaxRuleIndex _index;
    private readonly TaxPack? _under;
    private readonly HashSet<string> _utgstRegions;

    private TaxPack(string version, IReadOnlyList<TaxProfile> profiles, IReadOnlyList<TaxRule> rules,
        HashSet<string> utgstRegions, TaxPack? under)
    {
        (Version, Profiles, Rules, _utgstRegions, _under) = (version, profiles, rules, utgstRegions, under);
        _index = new TaxRuleIndex(rules);
    }

    /// <summary>The pack shipped with this build.</summary>
    public static TaxPack Default => Shipped.Value.Value;

    public string Version { get; }

    public IReadOnlyList<TaxProfile> Profiles { get; }

    public IReadOnlyList<TaxRule> Rules { get; }

    /// <summary>Reads a pack from its JSON; refuses what is unreadable, misspelt, or contradicts itself.</summary>
    public static PricingOutcome<TaxPack> Parse(string json) => TaxPackFile.Read(json);

    /// <param name="utgstRegions">State codes of union territories without a legislature, where UTGST stands for
    /// SGST.</param>
    public static PricingOutcome<TaxPack> Create(
        string version, IEnumerable<TaxProfile> profiles, IEnumerable<TaxRule> rules,
        IEnumerable<string>? utgstRegions = null)
    {
        TaxRule[] stamped = [.. rules.Select(rule => rule with { PackVersion = version })];
        TaxProfile[] all = [.. profiles];
        if (TaxPackCheck.Fault(version, all, stamped) is { } fault) return fault;
        return new TaxPack(version, all, stamped, new HashSet<string>(utgstRegions ?? [], StringComparer.Ordinal),
            null);
    }

    /// <summary>
    /// This pack with another over it: wherever the other has a valid rule or profile, that one counts.
    /// </summary>
    public TaxPack With(TaxPack over)
    {
        TaxPack under = over._under is null ? this : With(over._under);
        return new TaxPack(over.Version, over.Profiles, over.Rules, over._utgstRegions, under);
    }

    /// <summary>The profile of that key valid on the day.</summary>
    public PricingOutcome<TaxProfile> Profile(string key, DateOnly businessDate)
    {
        foreach (var profile in Profiles)
            if (string.Equals(profile.Key, key, StringComparison.Ordinal) && profile.IsValidOn(businessDate))
                return profile;
        return _under?.Profile(key, businessDate)
            ?? new PricingRefusal(
            PricingRefusals.ProfileMissing, $"No tax profile {key} is valid on {businessDate:yyyy-MM-dd}.");
    }

    /// <summary>
    /// The one rule for a category, mode and day; the most particular wins, a refusal names what was looked for.
    /// </summary>
    public PricingOutcome<TaxRule> Rule(
        TaxProfile profile, string category, ServiceMode mode, DateOnly businessDate, string? region = null)
    {
        string? place = region ?? profile.RegionCode;
        return Find(profile.Key, category, mode, businessDate, place) is { } rule ? rule : new PricingRefusal(
            PricingRefusals.TaxRuleMissing,
            $"No tax rule for profile {profile.Key}, category {category}, {mode}, region {place ?? "(none)"} on "
                + $"{businessDate:yyyy-MM-dd} in pack {FullVersion}.");
    }

    /// <summary>Versions of all layers, uppermost first.</summary>
    public string FullVersion => _under is null ? Version : $"{Version}+{_under.FullVersion}";

    internal TaxRule? Find(
        string profileKey, string category, ServiceMode mode, DateOnly businessDate, string? region) =>
        _index.Find(profileKey, category, mode, businessDate, region)
            ?? _under?.Find(profileKey, category, mode, businessDate, region);

    internal bool UsesUtgst(string region) => _utgstRegions.Contains(region) || (_under?.UsesUtgst(region) ?? false);
}
