using Restpy.Billing.Contract;
using Restpy.Billing.IssueBill;
using Restpy.Kernel;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.PrintProforma;

public sealed record PrintProformaRequest(Guid BillId, Guid CommandId);

/// <param name="Number">Set where the branch numbers what it prints.</param>
public sealed record PrintedProforma(Guid BillId, string? Number, long DueMinor, string Url);

/// <summary>
/// Prints what is due, without a number: the invoice follows with the payment, and more may be ordered meanwhile. Where
/// the branch numbers what it prints, this is the invoice.
/// </summary>
internal sealed class PrintProformaHandler(
    RestpyDb db, BillLoader desk, BillableOrders orders, BillIssuer issuing)
{
    public async Task<Outcome<PrintedProforma>> HandleAsync(
        PrintProformaRequest request, Actor actor, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await desk.LockAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        if (bill.MayChange() is { Error: { } late }) return late;
        var branch = await desk.BranchAsync(bill.BranchId, ct);
        if (branch.NumbersOnPrint) return await IssueAsync(work, bill, branch, actor, ct);
        var quoted = await desk.RepriceAsync(bill, branch, ct);
        if (!quoted.Ok) return quoted.Error;
        if (quoted.Value.Order.Lines.Count == 0) return new NothingToBill();
        bill.PrintProforma(Proforma.Text(bill, quoted.Value.Priced), db.Time.GetUtcNow());
        await orders.BillBroughtAsync(bill.OrderId, ct);
        db.Act("billing.proforma-printed", bill, bill.Name);
        db.Publish(new ProformaPrinted(bill.Id, bill.OrderId));
        return await work.SaveAsync(
            new PrintedProforma(bill.Id, null, bill.DueMinor, $"/staff/bills/{bill.Id}/print"), ct);
    }

    private async Task<Outcome<PrintedProforma>> IssueAsync(
        UnitOfWork work, Bill bill, BranchInfo branch, Actor actor, CancellationToken ct)
    {
        if (await issuing.PrintAsync(work, bill, branch, actor, ct) is { Error: { } refused }) return refused;
        return await work.SaveAsync(new PrintedProforma(
            bill.Id, bill.Number, bill.DueMinor, $"/staff/bills/{bill.Id}/print?copy=1"), ct);
    }
}
