using Restpy.Menu.Contract;

namespace Restpy.Menu;

/// <summary>
/// What _Station.cshtml shows: the stations to choose from, and one that is named but no longer there.
/// </summary>
internal sealed record StationField(
    string Id, string Name, string? Chosen, IReadOnlyList<StationName> Stations, string Language, string DescribedBy)
{
    public bool IsMissing => !string.IsNullOrEmpty(Chosen) && Stations.All(s => s.Key != Chosen);
}
