using System.Text.Json;
using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Contract;

namespace Restpy.Billing.CreditBill;

/// <summary>A credit note as it was asked for, of the bill as it was then.</summary>
/// <param name="BillVersion">Of the bill when it was asked: a change of it makes the question void.</param>
internal sealed record AskedCredit(CreditBillRequest Request, long BillVersion, long CreditMinor, long RefundMinor);

/// <summary>The bill is not what it was when somebody asked.</summary>
internal sealed record BillChanged() : Error(ErrorKind.Conflict);

/// <summary>
/// A large refund, once a second person has agreed: issued in the name of who asked, with the name of who agreed,
/// within the caps of both.
/// </summary>
internal sealed class ApprovedCredit(RestpyDb db, BillLoader desk, CreditNoteIssuer crediting, Caps caps) : IApprovable
{
    public const string Name = BillingPermissions.Credit;

    public string Act => Name;

    public string Permission => BillingPermissions.Credit;

    public async Task<Outcome<CarriedOut>> CarryOutAsync(Approved approved, Actor actor, CancellationToken ct)
    {
        var asked = JsonSerializer.Deserialize<AskedCredit>(approved.Command, Answers.Json)!;
        if (await desk.LockAsync(db.UnitOfWork!, asked.Request.BillId, ct) is not { } bill
            || bill.Version != asked.BillVersion) return new BillChanged();
        if (CreditBillHandler.Returning(bill, asked.Request) is not { } returning) return new BillChanged();
        var refunded = await crediting.RefundedAsync(bill.Id, ct);
        var (approver, asker) = (await caps.OfAsync(approved.ApprovedBy.MemberId, approved.ApprovedBy.Role, ct),
            await caps.OfAsync(approved.AskedBy.MemberId, approved.AskedBy.Role, ct));
        var wanted = CreditBillHandler.Wanted(asked.Request, returning, approver.Decides || asker.Decides);
        var issued = await crediting.IssueAsync(db.UnitOfWork!, bill, await desk.BranchAsync(bill.BranchId, ct), wanted,
            new(approved.AskedBy.Name, approved.ApprovedBy.Name), actor, ct);
        if (!issued.Ok || issued.Value.RefundMinor != asked.RefundMinor
            || issued.Value.CreditMinor != asked.CreditMinor) return new BillChanged();
        if (CreditNoteIssuer.Above(approver, bill, refunded + asked.RefundMinor) is { Error: { } above }) return above;
        // The one who asked could when they asked; a cap that was lowered since then counts.
        if (!CreditNoteIssuer.Above(asker, bill, refunded + asked.RefundMinor).Ok) return new AskersCapLowered();
        return new CarriedOut($"/staff/bills/credit-notes/{issued.Value.Id}/print");
    }
}

internal sealed record AskersCapLowered() : Error(ErrorKind.Conflict);
