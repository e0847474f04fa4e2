using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff.Contract;
using Restpy.Staff.People;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.Approving;

/// <summary>What colleagues have asked for and a second person must agree to; and what came of the last ones.</summary>
[Needs(StaffPermissions.Approve)]
internal sealed class ApprovalsPage(RestpyDb db, RestaurantDirectory restaurants) : TeamPage(restaurants)
{
    private const int MostAnswered = 20;

    public IReadOnlyList<Approval> Open { get; private set; } = [];

    public IReadOnlyList<Approval> Answered { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => await ReadAsync(ct);

    public async Task<IActionResult> OnGetListAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        return Partial("_Approvals", this);
    }

    /// <summary>How many wait, for the navigation.</summary>
    public async Task<IActionResult> OnGetCountAsync(CancellationToken ct)
    {
        var now = db.Time.GetUtcNow();
        return Partial("_Count",
            await db.Set<Approval>().CountAsync(a => a.State == ApprovalState.Pending && a.EndsAt > now, ct));
    }

    public string Amount(Approval approval) => Money.Format(approval.AmountMinor, Currency.Of(approval.Currency));

    public (string Tone, string Icon) Look(Approval approval) => approval.State switch
    {
        ApprovalState.Done => ("good", "check"),
        ApprovalState.Refused => ("bad", "cross"),
        _ => ("neutral", "minus"),
    };

    private async Task ReadAsync(CancellationToken ct)
    {
        await EnterAsync(ct);
        var now = db.Time.GetUtcNow();
        Open = await db.Set<Approval>().AsNoTracking().Where(a => a.State == ApprovalState.Pending && a.EndsAt > now)
            .OrderBy(a => a.AskedAt).ToListAsync(ct);
        Answered = await db.Set<Approval>().AsNoTracking()
            .Where(a => a.State != ApprovalState.Pending || a.EndsAt <= now).OrderByDescending(a => a.AskedAt)
            .Take(MostAnswered).ToListAsync(ct);
    }
}
