using Restpy.Menu.Contract;

namespace Restpy.Menu;

internal static class StationKeys
{
    /// <summary>Keys a dish of any branch can name.</summary>
    public static async Task<IReadOnlySet<string>> KeysAsync(this IStations stations, CancellationToken ct) =>
        (await stations.InUseAsync(null, ct)).Select(s => s.Key).ToHashSet();
}
