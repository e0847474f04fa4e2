using Restpy.Billing.Contract;
using Restpy.Billing.Drawer;
using Restpy.Billing.Numbers;
using Restpy.Kernel;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Pricing;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.IssueBill;

/// <summary>Gives an open bill its number and freezes it, inside the transaction of whoever needs it issued.</summary>
internal sealed class BillIssuer(
    RestpyDb db, BillLoader desk, DrawerSessions drawers, Numbering numbering, BillableOrders orders, PaidOrders paid)
{
    /// <summary>Does nothing to a bill that is issued already: two taps on Print are one number.</summary>
    public async Task<Outcome<Done>> IssueAsync(
        UnitOfWork work, Bill bill, BranchInfo branch, Actor actor, CancellationToken ct)
    {
        if (bill.State == BillState.Void) return new BillIsVoid(bill.Name);
        if (bill.IsIssued) return Done.It;
        // Held first, so that a line sent in this moment comes before it or is refused, and never misses the bill.
        await orders.LockAsync(work, bill.OrderId, ct);
        var quoted = await desk.PriceAsync(bill, branch, ct);
        if (!quoted.Ok) return quoted.Error;
        var priced = quoted.Value.Priced;
        if (priced.Lines.Count == 0) return new NothingToBill();
        if (DiscountCaps.Check(bill, quoted.Value) is { Error: { } above }) return above;
        if (priced.PayableMinor < 0) return new PartAboveRest(bill.Name);
        if (await TellOrderAsync(bill, priced, ct) is { Error: { } refused }) return refused;

        // Practice opens no drawer and takes no number of the law's series.
        var session = bill.IsTraining ? null : await drawers.CurrentAsync(work, branch, actor, ct);
        var number = bill.IsTraining ? await numbering.NextTrainingAsync(work, branch, ct)
            : await numbering.NextAsync(work, branch, NumberSeries.For(priced.Document), ct);
        var now = db.Time.GetUtcNow();
        var at = new IssueMoment(branch.Day.Of(now), now, branch.Day.Local(now).Hour, actor.Name);
        bill.Issue(quoted.Value, number, session?.Id, at);
        if (bill.State == BillState.Paid) await paid.PaidAsync(bill, ct);
        db.Act("billing.bill-issued", bill, bill.Name);
        db.Publish(new BillPrinted(bill.Id, bill.OrderId));
        return Done.It;
    }

    /// <summary>Issues it, and makes the original of its paper, where that is not there yet.</summary>
    public async Task<Outcome<Done>> PrintAsync(
        UnitOfWork work, Bill bill, BranchInfo branch, Actor actor, CancellationToken ct)
    {
        if (await IssueAsync(work, bill, branch, actor, ct) is { Error: { } refused }) return refused;
        if (bill.Prints.Count > 0) return Done.It;
        db.Add(bill.Print(db.Time.GetUtcNow(), actor));
        db.Act("billing.bill-printed", bill, bill.Name);
        return Done.It;
    }

    /// <summary>While other parts have no number yet, more may be ordered; what is on this one stays.</summary>
    private async Task<Outcome<Done>> TellOrderAsync(Bill bill, PricedBill priced, CancellationToken ct)
    {
        var parts = bill.IsSplit ? await desk.PartsAsync(bill.OrderId, ct) : [];
        if (!parts.Any(p => p.Id != bill.Id && p.FollowsOrder))
            return await orders.BillPrintedAsync(bill.OrderId, bill.Id, ct);
        var lines = priced.Lines.Where(l => l.Kind == LineKind.Item).Select(l => Guid.ParseExact(l.Id, "N")).ToList();
        return await orders.PartBilledAsync(bill.OrderId, lines, ct);
    }
}
