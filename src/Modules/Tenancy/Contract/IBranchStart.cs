namespace Restpy.Tenancy.Contract;

/// <summary>
/// Asked by Tenancy when a branch is opened: each module gives it what it starts with. Runs in the caller's transaction
/// and saves nothing itself.
/// </summary>
public interface IBranchStart
{
    /// <param name="branchId">The new branch.</param>
    /// <param name="likeBranchId">The branch it copies; null for none.</param>
    /// <param name="ct">Stops the work.</param>
    Task StartAsync(Guid branchId, Guid? likeBranchId, CancellationToken ct);
}

/// <summary>Asked by Tenancy before a branch is closed.</summary>
public interface IOpenBusiness
{
    /// <returns>Whether orders, bills or a day are still open there.</returns>
    Task<bool> IsAnyAsync(Guid branchId, CancellationToken ct);
}
