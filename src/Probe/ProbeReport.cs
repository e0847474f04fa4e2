using Restpy.Trust.Contract;

namespace Restpy.Probe;

/// <summary>What a run of the probe tried and found.</summary>
/// <param name="Live">Endpoints at which an id leads somewhere when the restaurant's own people ask: what there was to
/// steal.</param>
/// <param name="ByKind">How many attempts of each kind.</param>
internal sealed record ProbeReport(ProbeOutcome Outcome, int Live, IReadOnlyDictionary<string, int> ByKind);

