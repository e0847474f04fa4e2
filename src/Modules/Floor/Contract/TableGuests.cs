namespace Restpy.Floor.Contract;

/// <summary>
/// Says whether guests sit at a table. Answered by the module that owns orders, asked before a table leaves the floor:
/// a running order would lose its place. Any number of modules may answer.
/// </summary>
public interface ITableGuests
{
    Task<bool> SitAtAsync(Guid tableId, CancellationToken ct);
}
