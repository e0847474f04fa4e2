using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Rights;

namespace Restpy.Staff.Invite;

internal sealed record WithdrawInvitationRequest(Guid By, Guid Id);

/// <summary>The link opens nothing from now on.</summary>
internal sealed class WithdrawInvitationHandler(RestpyDb db, Grantors grantors)
{
    public async Task<Outcome<Done>> HandleAsync(WithdrawInvitationRequest request, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        var invitation = await db.Set<Invitation>().FirstOrDefaultAsync(i => i.Id == request.Id, ct);
        if (invitation is null || !invitation.IsOpen(db.Time.GetUtcNow())
            || !(await grantors.GetAsync(request.By, ct)).Reaches(invitation.BranchId))
            return new NotFound("invitation");
        invitation.Withdraw(db.Time.GetUtcNow());
        db.Act("staff.invitation-withdrawn", invitation, invitation.Name);
        return await work.SaveAsync(Done.It, ct);
    }
}
