using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing;

/// <summary>The branch a day belongs to: the person's own, or, for who sees all, the one asked for.</summary>
internal sealed class BranchChoice(RestaurantDirectory restaurants, WorkScope scope)
{
    /// <returns>Null for a branch that is not theirs to see.</returns>
    public async Task<BranchInfo?> FindAsync(Guid? asked, CancellationToken ct)
    {
        var branches = await AllAsync(ct);
        return asked is { } id ? branches.FirstOrDefault(b => b.Id == id) : branches.FirstOrDefault();
    }

    public async Task<BranchInfo?> FindAsync(string? key, CancellationToken ct)
    {
        var branches = await AllAsync(ct);
        return string.IsNullOrEmpty(key) ? branches.FirstOrDefault() : branches.FirstOrDefault(b => b.Key == key);
    }

    public async Task<IReadOnlyList<BranchInfo>> AllAsync(CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(scope.Restaurant, ct);
        return scope.BranchId is { } own ? [.. restaurant.Branches.Where(b => b.Id == own)] : restaurant.Branches;
    }
}
