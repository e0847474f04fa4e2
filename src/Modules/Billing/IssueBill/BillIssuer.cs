using Restpy.Billing.Contract;
using Restpy.Billing.Drawer;
using Restpy.Billing.Numbers;
using Restpy.Kernel;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.IssueBill;

/// <summary>Gives an open bill its number and freezes it, inside the transaction of whoever needs it issued.</summary>
internal sealed class BillIssuer(
    RestpyDb db, BillLoader desk, DrawerSessions drawers, Numbering numbering, BillableOrders orders)
{
    /// <summary>Does nothing to a bill that is issued already: two taps on Print are one number.</summary>
    public async Task<Outcome<Done>> IssueAsync(
        UnitOfWork work, Bill bill, BranchInfo branch, Actor actor, CancellationToken ct)
    {
        if (bill.State == BillState.Void) return new BillIsVoid(bill.Name);
        if (bill.IsIssued) return Done.It;
        // First, so that a line sent in this moment collides with it instead of missing the bill.
        if (await orders.BillPrintedAsync(bill.OrderId, bill.Id, ct) is { Error: { } refused }) return refused;
        var quoted = await desk.PriceAsync(bill, branch, ct);
        if (!quoted.Ok) return quoted.Error;
        var (order, priced) = quoted.Value;
        if (order.Lines.Count == 0) return new NothingToBill();
        if (DiscountCaps.Check(bill, priced) is { Error: { } above }) return above;

        // Practice opens no drawer and takes no number of the law's series.
        var session = bill.IsTraining ? null : await drawers.CurrentAsync(work, branch, actor, ct);
        var number = bill.IsTraining ? await numbering.NextTrainingAsync(work, branch, ct)
            : await numbering.NextAsync(work, branch, NumberSeries.For(priced.Document), ct);
        var now = db.Time.GetUtcNow();
        var at = new IssueMoment(branch.Day.Of(now), now, branch.Day.Local(now).Hour, actor.Name);
        bill.Issue(priced, order, number, session?.Id, at);
        if (bill.State == BillState.Paid) await orders.PaidAsync(bill.OrderId, ct);
        db.Act("billing.bill-issued", bill, bill.Name);
        db.Publish(new BillPrinted(bill.Id, bill.OrderId));
        return Done.It;
    }
}
