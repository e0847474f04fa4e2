using Restpy.Billing.Contract;
using Restpy.Billing.Drawer;
using Restpy.Billing.IssueBill;
using Restpy.Kernel;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;

namespace Restpy.Billing.SettleBill;

/// <param name="Tenders">What is handed over now; less than the due is a part payment.</param>
/// <param name="DueMinor">What the screen showed as due, when the sender wants it held to that.</param>
/// <param name="FloatMinor">What lay in the drawer before the first cash of the day; ignored once it is said.</param>
public sealed record SettleBillRequest(
    Guid BillId, IReadOnlyList<OfferedTender>? Tenders, long? DueMinor, Guid CommandId, long? FloatMinor = null);

public sealed record OfferedTender(TenderKind Kind, long AmountMinor, string? Reference);

/// <param name="Number">Null while only a part is paid: the number comes with the rest.</param>
/// <param name="ChangeMinor">To hand back from cash.</param>
public sealed record SettledBill(
    Guid BillId, BillState State, string? Number, long TakenMinor, long ChangeMinor, long DueMinor, string Url);

internal sealed record TenderMissing() : Error(ErrorKind.Invalid);

/// <summary>The branch does not take this kind of tender.</summary>
internal sealed record TenderNotTaken(string Branch) : Error(ErrorKind.Invalid);

/// <summary>The amount moved since it was shown: a line or a tip came in between.</summary>
internal sealed record AmountChanged(string Due) : Error(ErrorKind.Conflict);

/// <summary>
/// Takes money for a bill. Paid in full it gets its number, if it has none yet, and closes its order.
/// </summary>
internal sealed class SettleBillHandler(
    RestpyDb db, BillLoader desk, BillIssuer issuing, DrawerSessions drawers, ITenders tenders, BillableOrders orders,
    PaidOrders paid)
{
    public async Task<Outcome<SettledBill>> HandleAsync(SettleBillRequest request, Actor actor, CancellationToken ct)
    {
        if (request.FloatMinor is < 0 or > 1_000_000_000) return new AmountOutOfRange { Field = "float" };
        if (request.Tenders is not { Count: > 0 and <= 10 } offered || offered.Any(t => t is null))
            return new TenderMissing { Field = "tenders" };
        await using var work = await db.BeginAsync(ct);
        if (await desk.LockAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        var branch = await desk.BranchAsync(bill.BranchId, ct);
        if (offered.FirstOrDefault(t => !TenderKinds.Of(branch).Contains(t.Kind)) is not null)
            return new TenderNotTaken(branch.Name) { Field = "tender" };
        if (bill.State == BillState.Paid) return new BillIsPaid(bill.Name);
        if (bill.State == BillState.Void) return new BillIsVoid(bill.Name);
        if (bill.FollowsOrder)
        {
            // Held, so that what is due does not change before it is paid.
            await orders.LockAsync(work, bill.OrderId, ct);
            if (await desk.RepriceAsync(bill, branch, ct) is { Error: { } unpriced }) return unpriced;
        }
        if (request.DueMinor is { } shown && shown != bill.DueMinor)
            return new AmountChanged(Money.Format(bill.DueMinor, Currency.Of(bill.Currency)));

        // All of it is offered: the number comes before the money, so that the activity log tells them apart.
        if (offered.Sum(t => (decimal)t.AmountMinor) >= bill.DueMinor
            && await issuing.IssueAsync(work, bill, branch, actor, ct) is { Error: { } unissued }) return unissued;
        if (bill.IsTraining) return await TrainAsync(work, bill, offered, ct);
        var session = await drawers.CurrentAsync(work, branch, actor, ct);
        if (request.FloatMinor is { } before && offered.Any(t => t.Kind == TenderKind.Cash))
            await drawers.StateFloatAsync(session, before, ct);
        var money = new MoneyOfBill(bill.Id, bill.BranchId, session.Id, branch.Day.Of(db.Time.GetUtcNow()));
        var taken = tenders.Take(money, bill.DueMinor,
            [.. offered.Select(t => new TenderOffer(t.Kind, t.AmountMinor, CleanText.Line(t.Reference)))], actor);
        if (!taken.Ok) return taken.Error;
        var sum = taken.Value.Sum(t => t.AmountMinor);
        await PayAsync(bill, sum, ct);
        db.Act(bill.State == BillState.Paid ? "billing.bill-paid" : "billing.bill-part-paid", bill, bill.Name);
        db.Publish(bill.State == BillState.Paid ? new BillPaid(bill.Id, bill.OrderId)
            : new BillPartPaid(bill.Id, bill.OrderId));
        return await work.SaveAsync(
            new SettledBill(bill.Id, bill.State, bill.Number, sum, taken.Value.Sum(t => t.ChangeMinor), bill.DueMinor,
                $"/staff/bills/{bill.Id}"), ct);
    }

    /// <summary>Goes through the motions: the bill is paid, and no money is recorded anywhere.</summary>
    private async Task<Outcome<SettledBill>> TrainAsync(
        UnitOfWork work, Bill bill, IReadOnlyList<OfferedTender> offered, CancellationToken ct)
    {
        var (due, given) =
            (bill.DueMinor, offered.Where(t => t.AmountMinor is > 0 and < 1_000_000_000_000).Sum(t => t.AmountMinor));
        if (given == 0) return new TenderMissing { Field = "tenders" };
        var sum = Math.Min(due, given);
        await PayAsync(bill, sum, ct);
        db.Act("billing.training-bill-paid", bill, bill.Name);
        db.Publish(new TrainingBillPaid(bill.Id, bill.OrderId));
        return await work.SaveAsync(new SettledBill(
            bill.Id, bill.State, bill.Number, sum, given - sum, bill.DueMinor, $"/staff/bills/{bill.Id}"), ct);
    }

    /// <summary>All of it: the order is done. A part: the order knows of it.</summary>
    private async Task PayAsync(Bill bill, long sumMinor, CancellationToken ct)
    {
        bill.Take(sumMinor, db.Time.GetUtcNow());
        if (bill.State == BillState.Paid) await paid.PaidAsync(bill, ct);
        else await orders.HoldsMoneyAsync(bill.OrderId, true, ct);
    }
}
