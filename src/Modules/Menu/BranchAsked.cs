using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu;

/// <summary>Somebody who sees all branches must say which one they mean.</summary>
internal sealed record MenuBranchMissing() : Error(ErrorKind.Invalid);

internal static class BranchAsked
{
    /// <summary>
    /// The scope's branch; who sees all names one of the restaurant's. A branch of somebody else is not found.
    /// </summary>
    public static Outcome<BranchInfo> Asked(this RestaurantInfo restaurant, WorkScope scope, Guid? asked)
    {
        if ((asked ?? scope.BranchId ?? (restaurant.Branches.Count == 1 ? restaurant.Branches[0].Id : null)) is not
            { } wanted) return new MenuBranchMissing { Field = "branchId" };
        if (scope.BranchId is { } own && own != wanted) return new NotFound("branch");
        return restaurant.Branches.FirstOrDefault(b => b.Id == wanted) is { } branch ? branch : new NotFound("branch");
    }

    /// <summary>The branch a page shows: the person's own, or of theirs the one in the address, or the first.</summary>
    public static BranchInfo Shown(this RestaurantInfo restaurant, Guid? own, string? key) =>
        restaurant.Branches.FirstOrDefault(b => b.Id == own) ?? restaurant.Branches.FirstOrDefault(b => b.Key == key)
            ?? restaurant.Branches[0];

    /// <summary>The branches the person sees.</summary>
    public static IReadOnlyList<BranchInfo> Seen(this RestaurantInfo restaurant, Guid? own) =>
        own is null ? restaurant.Branches : [.. restaurant.Branches.Where(b => b.Id == own)];
}
