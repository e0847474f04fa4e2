using Microsoft.AspNetCore.Mvc;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Tenancy.Guide;

/// <summary>The owner's first steps, from an empty restaurant to the first order.</summary>
[Needs(TenancyPermissions.ChangeRestaurant)]
internal sealed class GuidePage(RestpyDb db, GuideReader guide, MarkStepHandler mark, RestaurantDirectory restaurants)
: StaffPage
{
    public IReadOnlyList<GuideRow> Steps { get; private set; } = [];

    public RestaurantInfo Restaurant { get; private set; } = null!;

    public int Ready => Steps.Count(s => s.State != StepState.Open);

    /// <summary>The one to do next.</summary>
    public GuideRow? Next => Steps.FirstOrDefault(s => s.State == StepState.Open);

    public Task OnGetAsync(CancellationToken ct) => ReadAsync(ct);

    public Task<IActionResult> OnPostMarkAsync(string? step, string? mark, CancellationToken ct) =>
        SaveAsync(new(step ?? "", mark), "/staff/start", ct);

    public Task<IActionResult> OnPostCloseAsync(CancellationToken ct) => SaveAsync(new(null, null), "/staff", ct);

    private async Task<IActionResult> SaveAsync(MarkStepRequest request, string next, CancellationToken ct)
    {
        ModelState.Clear();
        var outcome = await OnceAsync(request, () => mark.HandleAsync(request, ct), ct);
        if (outcome.Ok) return Done(next);
        await ReadAsync(ct);
        return Refuse(outcome.Error);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        Restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        Steps = await guide.ReadAsync(ct);
    }
}
