using Restpy.Billing.Contract;
using Restpy.Billing.Contract.Pricing;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Billing.CreditBill;

/// <param name="All">Everything that is left of the bill; lines are then not read.</param>
/// <param name="RefundKind">How money goes back, where any does.</param>
public sealed record CreditBillRequest(Guid BillId, bool All, IReadOnlyList<CreditedUnits>? Lines, string? Reason, TenderKind? RefundKind, string? RefundReference, Guid CommandId);

/// <param name="LineId">The bill line's own id.</param>
public sealed record CreditedUnits(Guid LineId, int Units);

public sealed record IssuedNote(Guid CreditNoteId, string Number, long CreditMinor, long RefundMinor, BillState BillState, string Url);

internal sealed record CreditAboveCap(decimal Percent, decimal Cap) : Error(ErrorKind.Refused);

internal sealed record CreditUnitsWrong() : Error(ErrorKind.Invalid);

/// <summary>Credits an issued bill in whole or in part, within the cap of who does it. The bill itself is never changed away.</summary>
internal sealed class CreditBillHandler(RestpyDb db, BillDesk desk, Crediting crediting, RoleCaps caps)
{
    public async Task<Outcome<IssuedNote>> HandleAsync(CreditBillRequest request, CancellationToken ct)
    {
        if (FreeText.Reason(request.Reason) is { } unsaid) return unsaid;
        if (!request.All && request.Lines is { } asked && (asked.Count > 1000 || asked.Any(l => l is null || l.Units is < 0 or > 1_000_000))) return new CreditUnitsWrong { Field = "lines" };
        await using var work = await db.BeginAsync(ct);
        if (await desk.HoldAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        if (Returning(bill, request) is not { } returning) return new NotFound("line");
        var cap = (await caps.MineAsync(ct)).CreditPercent;
        var branch = await desk.BranchAsync(bill.BranchId, ct);
        TenderOffer? refund = request.RefundKind is { } kind ? new(kind, 0, request.RefundReference?.Trim() ?? "") : null;
        var issued = await crediting.IssueAsync(work, bill, branch, returning, request.Reason!.Trim(), refund, ct);
        if (!issued.Ok) return issued.Error;
        if (bill.PayableMinor > 0 && bill.CreditedMinor * 100m / bill.PayableMinor is var percent && percent > cap) return new CreditAboveCap(Math.Round(percent, 2), cap);
        var note = issued.Value;
        return await work.SaveAsync(new IssuedNote(note.Id, note.Number, note.CreditMinor, note.RefundMinor, bill.State, $"/staff/bills/credit-notes/{note.Id}/print"), ct);
    }

    private static List<ReturnedUnits>? Returning(Bill bill, CreditBillRequest request)
    {
        if (request.All) return [.. bill.Lines.Where(l => l.UnitsLeft > 0).Select(l => new ReturnedUnits(l.LineKey, l.UnitsLeft))];
        var returning = new List<ReturnedUnits>();
        foreach (var asked in (request.Lines ?? []).Where(l => l.Units > 0))
        {
            if (bill.Lines.FirstOrDefault(l => l.Id == asked.LineId) is not { } line) return null;
            returning.Add(new(line.LineKey, asked.Units));
        }
        return returning;
    }
}
