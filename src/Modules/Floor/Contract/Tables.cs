namespace Restpy.Floor.Contract;

/// <summary>A table as other modules see it.</summary>
/// <param name="Number">As painted on it: "7", "T2", "Bar 1".</param>
public sealed record TableInfo(Guid Id, Guid BranchId, string Number, Guid AreaId, string AreaName, int Seats, int Sort);

/// <summary>The tables of the scope's restaurant and branch.</summary>
public sealed class Tables
{
    internal Tables() { }

    /// <summary>All tables in use at the scope's branch, by area and number.</summary>
    public Task<IReadOnlyList<TableInfo>> OfBranchAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task<TableInfo?> FindAsync(Guid tableId, CancellationToken ct) => throw new NotSupportedException();
}
