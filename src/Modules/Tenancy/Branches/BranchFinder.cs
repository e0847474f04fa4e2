using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Tenancy.Branches;

/// <summary>A branch that somebody else saved in the meantime.</summary>
internal sealed record BranchChangedMeanwhile() : Error(ErrorKind.Conflict);

/// <summary>Finds branches for their settings: a manager of one branch reaches that branch alone.</summary>
internal sealed class BranchFinder(RestpyDb db, RestaurantDirectory restaurants)
{
    public async Task<Branch?> FindAsync(Guid id, CancellationToken ct) =>
        Reaches(id) ? await db.Set<Branch>().FirstOrDefaultAsync(b => b.Id == id && b.ClosedAt == null, ct) : null;

    public async Task<IReadOnlyList<Branch>> AllAsync(CancellationToken ct)
    {
        var own = db.Scope.BranchId;
        return await db.Set<Branch>().AsNoTracking().Where(b => own == null || b.Id == own)
            .OrderBy(b => b.ClosedAt != null).ThenBy(b => b.Code).ToListAsync(ct);
    }

    /// <summary>Finds the branch as the form showed it, changes it, and saves.</summary>
    /// <param name="id">The branch.</param>
    /// <param name="version">What the form was opened with.</param>
    /// <param name="action">For the activity log.</param>
    /// <param name="change">Refuses or changes.</param>
    /// <param name="ct">Stops before the save.</param>
    public async Task<Outcome<Done>> ChangeAsync(
        Guid id, long version, string action, Func<Branch, Outcome<Done>> change, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await FindAsync(id, ct) is not { } branch) return new NotFound("branch");
        if (branch.Version != version) return new BranchChangedMeanwhile();
        if (change(branch) is { Error: { } refused }) return refused;
        db.Act(action, branch, branch.Name);
        db.Publish(new BranchChanged(branch.Id));
        var saved = await work.SaveAsync(Done.It, ct);
        restaurants.Drop(db.Scope.Restaurant);
        return saved;
    }

    private bool Reaches(Guid id) => db.Scope.BranchId is not { } own || own == id;
}
