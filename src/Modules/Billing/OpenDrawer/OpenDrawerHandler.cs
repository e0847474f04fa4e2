using Restpy.Billing.Contract;
using Restpy.Billing.Drawer;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.OpenDrawer;

/// <param name="BranchId">Null: the person's own branch.</param>
public sealed record OpenDrawerRequest(Guid? BranchId, long FloatMinor, Guid CommandId);

public sealed record DrawerAnswer(Guid SessionId, DateOnly BusinessDate);

/// <summary>Opens the day of the till with a float.</summary>
internal sealed class OpenDrawerHandler(RestpyDb db, DrawerSessions drawers, BranchChoice branches)
{
    public async Task<Outcome<DrawerAnswer>> HandleAsync(OpenDrawerRequest request, Actor actor, CancellationToken ct)
    {
        if (request.FloatMinor is < 0 or > 1_000_000_000) return new AmountOutOfRange { Field = "float" };
        if (await branches.FindAsync(request.BranchId, ct) is not { } branch) return new NotFound("branch");
        await using var work = await db.BeginAsync(ct);
        if (await drawers.StartAsync(work, branch, request.FloatMinor, actor, ct) is not { } session)
            return await StateAsync(work, branch, request.FloatMinor, ct);
        db.Publish(new DrawerOpened(session.Id));
        return await work.SaveAsync(new DrawerAnswer(session.Id, session.BusinessDate), ct);
    }

    /// <summary>A bill opened the drawer by itself; its float is said now.</summary>
    private async Task<Outcome<DrawerAnswer>> StateAsync(
        UnitOfWork work, BranchInfo branch, long floatMinor, CancellationToken ct)
    {
        if (await drawers.OpenAsync(work, branch.Id, drawers.Today(branch), ct) is not { } session
            || !await drawers.StateFloatAsync(session, floatMinor, ct)) return new DrawerIsOpen();
        db.Publish(new FloatStated(session.Id));
        return await work.SaveAsync(new DrawerAnswer(session.Id, session.BusinessDate), ct);
    }
}
