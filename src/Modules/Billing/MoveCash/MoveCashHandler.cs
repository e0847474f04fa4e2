using System.Text.Json.Serialization;
using Restpy.Billing.Contract;
using Restpy.Billing.Drawer;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.MoveCash;

[JsonConverter(typeof(JsonStringEnumConverter<CashMovement>))]
public enum CashMovement
{
    PayIn,
    PayOut,
    Drop,
}

public sealed record MoveCashRequest(
    Guid? BranchId, CashMovement Kind, long AmountMinor, string? Reason, Guid CommandId);

public sealed record CashMoved(Guid MoveId);

/// <summary>Cash into the drawer or out of it, with a reason. Nobody takes out what is not in it.</summary>
internal sealed class MoveCashHandler(
    RestpyDb db, DrawerSessions drawers, BranchChoice branches, RestaurantDirectory restaurants)
{
    public async Task<Outcome<CashMoved>> HandleAsync(MoveCashRequest request, Actor actor, CancellationToken ct)
    {
        if (request.AmountMinor is <= 0 or > 1_000_000_000 || !Enum.IsDefined(request.Kind))
            return new AmountOutOfRange { Field = "amount" };
        if (FreeText.Reason(request.Reason) is { Error: { } unsaid }) return unsaid;
        if (await branches.FindAsync(request.BranchId, ct) is not { } branch) return new NotFound("branch");
        await using var work = await db.BeginAsync(ct);
        if (await drawers.OpenAsync(work, branch.Id, drawers.Today(branch), ct) is not { } session)
            return new DrawerNotOpen();
        var currency = (await restaurants.GetAsync(db.Scope.Restaurant, ct)).Currency;
        if (request.Kind != CashMovement.PayIn
            && await drawers.MayLeaveAsync(session, request.AmountMinor, currency, ct) is { Error: { } held })
            return held with { Field = "amount" };
        var move = session.Move((CashMoveKind)request.Kind, request.AmountMinor, CleanText.Line(request.Reason),
            db.Time.GetUtcNow(), actor);
        db.Add(move);
        db.Act(
            $"billing.cash-{request.Kind switch { CashMovement.PayIn => "paid-in", CashMovement.PayOut => "paid-out", _ => "dropped" }}", session, branch.Name, move.Reason);
        db.Publish(new Contract.CashMoved(session.Id));
        return await work.SaveAsync(new CashMoved(move.Id), ct);
    }
}
