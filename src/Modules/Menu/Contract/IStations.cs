using Restpy.Kernel;

namespace Restpy.Menu.Contract;

/// <param name="Key">Dishes name their station by it.</param>
public sealed record StationName(string Key, LocalText Name);

/// <summary>Asked by Menu, answered by Kitchen: which stations a dish can name.</summary>
public interface IStations
{
    /// <param name="branchId">Of one branch; null for all branches the scope sees, each key once.</param>
    /// <param name="ct">Stops the question.</param>
    /// <returns>Stations in use, in their order.</returns>
    Task<IReadOnlyList<StationName>> InUseAsync(Guid? branchId, CancellationToken ct);
}
