using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;
using Restpy.Staff.People;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.Approving;

/// <summary>
/// One question, and the two answers. A yes is carried out at once, so it is not said from a screen somebody left.
/// </summary>
[Needs(StaffPermissions.Approve), NeedsStepUp]
internal sealed class ApprovalPage(RestpyDb db, RestaurantDirectory restaurants, DecideHandler decide)
: TeamPage(restaurants)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Approval Approval { get; private set; } = null!;

    public bool IsOpen => Approval.IsOpen(db.Time.GetUtcNow());

    public bool IsMine => Approval.AskedBy == Me.PersonId;

    public string Amount => Money.Format(Approval.AmountMinor, Currency.Of(Approval.Currency));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostYesAsync(string? hash, CancellationToken ct) =>
        DecideAsync(new(Id, true, hash, null), ct);

    public Task<IActionResult> OnPostNoAsync(string? hash, string? reason, CancellationToken ct) =>
        DecideAsync(new(Id, false, hash, reason), ct);

    private async Task<IActionResult> DecideAsync(DecideRequest request, CancellationToken ct)
    {
        var outcome = await OnceAsync(request, () => decide.HandleAsync(request, Me, Actor, ct), ct);
        if (outcome.Ok)
            return Done(Approvals.Page, outcome.Value.State == ApprovalState.Void
                ? Words["approval.void", new { Why = Words[$"error.{outcome.Value.Why}"] }]
                : Words[$"approval.done.{outcome.Value.State}"]);
        db.ChangeTracker.Clear();
        return await FindAsync(ct) ? Refuse(outcome.Error) : NotFound();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        await EnterAsync(ct);
        Approval = (await db.Set<Approval>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == Id, ct))!;
        return Approval is not null;
    }
}
