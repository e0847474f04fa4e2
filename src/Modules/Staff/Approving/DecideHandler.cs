using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;
using Restpy.Staff.EndWork;
using Restpy.Staff.Rights;

namespace Restpy.Staff.Approving;

/// <param name="Hash">Of what whoever decides was shown.</param>
internal sealed record DecideRequest(Guid Id, bool Yes, string? Hash, string? Reason);

internal sealed record Decided(ApprovalState State, string Why, string Url);

/// <summary>Whoever asked cannot be the one who agrees.</summary>
internal sealed record OwnQuestion() : Error(ErrorKind.Refused);

/// <summary>Somebody answered before.</summary>
internal sealed record AnsweredAlready(string By) : Error(ErrorKind.Conflict);

/// <summary>Nobody answered in time.</summary>
internal sealed record ApprovalOver() : Error(ErrorKind.Gone);

/// <summary>The one who asked may not do it any more.</summary>
internal sealed record AskerMayNot() : Error(ErrorKind.Conflict);

internal sealed record RefusalUnsaid() : Error(ErrorKind.Invalid);

/// <summary>A second person says yes, and it is done in the same transaction; or no, with a reason.</summary>
internal sealed class DecideHandler(
    RestpyDb db, Approvals approvals, Colleagues colleagues, IEnumerable<IApprovable> acts)
{
    private const int LongestReason = 140;

    public async Task<Outcome<Decided>> HandleAsync(
        DecideRequest request, Session me, Actor actor, CancellationToken ct)
    {
        var reason = CleanText.Line(request.Reason);
        if (reason.Length > LongestReason) return new ReasonUnfit(LongestReason) { Field = "reason" };
        if (!request.Yes && reason.Length < 3) return new RefusalUnsaid { Field = "reason" };
        await using var work = await db.BeginAsync(ct);
        // Two who answer at once meet here; the second finds it answered.
        await work.LockAsync<Approval>(request.Id, ct);
        if (await db.Set<Approval>().FirstOrDefaultAsync(a => a.Id == request.Id, ct) is not { } approval
            || acts.FirstOrDefault(a => a.Act == approval.Act) is not { } act) return new NotFound("approval");
        if (approval.State != ApprovalState.Pending) return new AnsweredAlready(approval.DecidedByName);
        if (!approval.IsOpen(db.Time.GetUtcNow())) return new ApprovalOver();
        if (approval.AskedBy == me.PersonId) return new OwnQuestion();
        if (!me.May(act.Permission)) return new AboveYou();
        if (request.Hash != approval.Hash || !approvals.IsAsAsked(approval)) return new ChangedMeanwhile();
        if (!request.Yes)
            return await EndAsync(
                work, approval, new(ApprovalState.Refused, reason, ""), "staff.approval-refused", reason, actor,
                ct);
        var done = await CarryOutAsync(work, act, approval, me, actor, ct);
        if (done.Ok)
            return await EndAsync(
                work, approval, new(ApprovalState.Done, "", done.Value.Url), "staff.approval-given", null, actor, ct);
        if (done.Error.Kind == ErrorKind.Refused) return done.Error;
        return await VoidAsync(work, request.Id, done.Error, actor, ct);
    }

    /// <summary>
    /// Both must be allowed to when it is saved: the rights of the one who asked are held here, those of the other at
    /// the save.
    /// </summary>
    private async Task<Outcome<CarriedOut>> CarryOutAsync(
        UnitOfWork work, IApprovable act, Approval approval, Session me, Actor actor, CancellationToken ct)
    {
        if (!await colleagues.KeepAsync(work, approval.AskedByMember, act.Permission, ct, me.MemberId!.Value))
            return new AskerMayNot();
        if (await colleagues.FindAsync(approval.AskedByMember, ct) is not { } asker
            || await colleagues.FindAsync(me.MemberId.Value, ct) is not { } second) return new AskerMayNot();
        db.Scope.Remark = $"Asked by {approval.AskedByName} ({approval.AskedByRole})";
        return await act.CarryOutAsync(new(approval.Command, asker, second), actor, ct);
    }

    /// <summary>What was half done is undone; that it came to nothing is kept.</summary>
    private async Task<Outcome<Decided>> VoidAsync(
        UnitOfWork work, Guid id, Error why, Actor actor, CancellationToken ct)
    {
        await work.UndoAsync();
        await using var again = await db.BeginAsync(ct);
        await again.LockAsync<Approval>(id, ct);
        var approval = await db.Set<Approval>().FirstAsync(a => a.Id == id, ct);
        return approval.State != ApprovalState.Pending ? new AnsweredAlready(approval.DecidedByName)
            : await EndAsync(again, approval, new(ApprovalState.Void, why.Code, ""), "staff.approval-void", why.Code,
                actor, ct);
    }

    private async Task<Decided> EndAsync(
        UnitOfWork work, Approval approval, Decided decided, string act, string? reason, Actor actor,
        CancellationToken ct)
    {
        db.Scope.Remark = $"Asked by {approval.AskedByName} ({approval.AskedByRole})";
        approval.Decide(decided.State, decided.Why, decided.Url, actor, db.Time.GetUtcNow());
        db.Act(act, approval, approval.Label, reason);
        db.Publish(new ApprovalAnswered(approval.Id));
        return await work.SaveAsync(decided, ct);
    }
}
