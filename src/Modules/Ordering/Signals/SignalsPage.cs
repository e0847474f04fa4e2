using Microsoft.AspNetCore.Mvc;
using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Ordering.Signals;

/// <summary>
/// New guest orders, calls, bill requests and finished dishes: a badge in the bar of every page, and a page of its own.
/// </summary>
[Needs(OrderingPermissions.See), NeedsBranch]
internal sealed class SignalsPage(SignalReader reader, RestpyDb db, RestaurantDirectory restaurants) : StaffPage
{
    public IReadOnlyList<Signal> Signals { get; private set; } = [];

    public BranchInfo Branch { get; private set; } = null!;

    public bool MayTake => MayDo(OrderingPermissions.Take);

    public async Task OnGetAsync(CancellationToken ct) => await ReadAsync(ct);

    public async Task<IActionResult> OnGetBarAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        return Partial("_SignalBar", this);
    }

    public string Clock(Signal signal) =>
        Branch.Day.Local(signal.Since).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    public static string Icon(SignalKind kind) => kind switch
    {
        SignalKind.Bill => "bill",
        SignalKind.Ready => "served",
        _ => "bell",
    };

    private async Task ReadAsync(CancellationToken ct)
    {
        Words.Language = Me.Language;
        Branch = await restaurants.BranchAsync(db.Scope.Restaurant, db.Scope.Branch, ct);
        Signals = await reader.ReadAsync(ct);
    }
}
