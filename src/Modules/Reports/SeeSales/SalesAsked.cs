using Restpy.Billing.Contract;
using Restpy.Billing.Contract.Questions;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Reports.SeeSales;

/// <summary>The question as it stands in the address.</summary>
/// <param name="Branch">Id of a branch; empty for all the person sees.</param>
internal sealed record SalesRequest(string? Period, string? From, string? To, string? Branch);

/// <summary>The question understood: whose sales, of which business dates.</summary>
/// <param name="Seen">Branches the person sees.</param>
/// <param name="Branch">The one asked for; null for all of them.</param>
internal sealed record SalesAsked(
    RestaurantInfo Restaurant, IReadOnlyList<BranchInfo> Seen, BranchInfo? Branch, Period Period)
{
    public Currency Currency => Restaurant.Currency;

    public BusinessDay Day => (Branch ?? Seen[0]).Day;

    public SalesQuestion By(SalesBy by) => new(Branch?.Id, Period.From, Period.To, by);

    public SalesAsked Before => this with { Period = Period.Before };

    /// <summary>
    /// Another restaurant's branch is answered as one that does not exist, and so is one the person does not see.
    /// </summary>
    public static async Task<Outcome<SalesAsked>> ReadAsync(SalesRequest request, RestaurantDirectory restaurants,
        WorkScope scope, DateTimeOffset now, CancellationToken ct)
    {
        var (restaurant, seen, branch) = await WhereAsync(request.Branch, restaurants, scope, ct);
        if (branch is null && !string.IsNullOrEmpty(request.Branch)) return new NotFound("branch");
        var period = SeeSales.Period.Read(request.Period, request.From, request.To, (branch ?? seen[0]).Day.Of(now));
        return period.Ok ? new SalesAsked(restaurant, seen, branch, period.Value) : period.Error;
    }

    public static async Task<(RestaurantInfo Restaurant, IReadOnlyList<BranchInfo> Seen,
        BranchInfo? Branch)> WhereAsync(
        string? asked, RestaurantDirectory restaurants, WorkScope scope, CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(scope.Restaurant, ct);
        IReadOnlyList<BranchInfo> seen = scope.BranchId is { } own ? [restaurant.Branch(own)] : restaurant.Branches;
        return (restaurant, seen, Guid.TryParse(asked, out var id) ? seen.FirstOrDefault(b => b.Id == id) : null);
    }
}
