using Xunit.v3;

namespace Restpy.TestSupport;

/// <summary>
/// A proof that takes long, because it kills, waits or tries everything. Only ./restpy test long runs it; a quick
/// version of the same proof stays among the other tests.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class LongProofAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("proof", "long")];
}
