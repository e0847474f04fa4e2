using System.Text.Json;
using Restpy.Billing.Contract;
using Restpy.Pricing;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;

namespace Restpy.Billing.CreditBill;

/// <param name="All">Everything that is left of the bill; lines are then not read.</param>
/// <param name="RefundKind">How money goes back, where any does; null: as it came.</param>
public sealed record CreditBillRequest(Guid BillId, bool All, IReadOnlyList<CreditedUnits>? Lines, string? Reason,
    TenderKind? RefundKind, string? RefundReference, Guid CommandId);

/// <param name="LineId">The bill line's own id.</param>
public sealed record CreditedUnits(Guid LineId, int Units);

/// <param name="CreditNoteId">Null where a second person has to agree first.</param>
/// <param name="ApprovalId">What waits for them then.</param>
public sealed record IssuedNote(Guid? CreditNoteId, string? Number, long CreditMinor, long RefundMinor,
    BillState BillState, string Url, Guid? ApprovalId = null);

/// <summary>A training bill took no money, so there is nothing to give back.</summary>
internal sealed record TrainingBill() : Error(ErrorKind.Conflict);

internal sealed record CreditUnitsWrong() : Error(ErrorKind.Invalid);

/// <summary>What needs a second person cannot be done by a permission that was lent.</summary>
internal sealed record NotLentSoMuch() : Error(ErrorKind.Refused);

/// <summary>
/// Credits an issued bill in whole or in part, within the cap of who does it. The bill itself is never changed away.
/// </summary>
internal sealed class CreditBillHandler(
    RestpyDb db, BillLoader desk, CreditNoteIssuer crediting, Caps caps, RefundRules rules, Approvals approvals)
{
    public async Task<Outcome<IssuedNote>> HandleAsync(CreditBillRequest request, Actor actor, CancellationToken ct)
    {
        if (FreeText.Reason(request.Reason) is { Error: { } unsaid }) return unsaid;
        if (!request.All && request.Lines is { } asked
            && (asked.Count > 1000 || asked.Any(l => l is null || l.Units is < 0 or > 1_000_000)))
            return new CreditUnitsWrong { Field = "lines" };
        await using var work = await db.BeginAsync(ct);
        if (await desk.LockAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        if (bill.IsTraining) return new TrainingBill();
        if (Returning(bill, request) is not { } returning) return new NotFound("line");
        var version = bill.Version;
        var refunded = await crediting.RefundedAsync(bill.Id, ct);
        var branch = await desk.BranchAsync(bill.BranchId, ct);
        var cap = await caps.OfAsync(actor, ct);
        var issued = await crediting.IssueAsync(
            work, bill, branch, Wanted(request, returning, cap.Decides), new(actor.Name), actor, ct);
        if (!issued.Ok) return issued.Error;
        var note = issued.Value;
        if (CreditNoteIssuer.Above(cap, bill, refunded + note.RefundMinor) is { Error: { } above }) return above;
        if (note.RefundMinor > 0 && await rules.NeedsSecondAsync(refunded + note.RefundMinor, bill.Currency, ct))
            return await AskAsync(work, bill, version, request, note, actor, ct);
        return await work.SaveAsync(
            new IssuedNote(note.Id, note.Number, note.CreditMinor, note.RefundMinor, bill.State,
                $"/staff/bills/credit-notes/{note.Id}/print"), ct);
    }

    public static NewCredit Wanted(
        CreditBillRequest request, IReadOnlyList<ReturnedUnits> returning, bool mayChoose) =>
        new(returning, CleanText.Line(request.Reason), request.RefundKind, CleanText.Line(request.RefundReference),
            mayChoose);

    public static List<ReturnedUnits>? Returning(Bill bill, CreditBillRequest request)
    {
        if (request.All) return bill.AllUnitsLeft();
        var returning = new List<ReturnedUnits>();
        foreach (var asked in (request.Lines ?? []).Where(l => l.Units > 0))
        {
            if (bill.Lines.FirstOrDefault(l => l.Id == asked.LineId) is not { } line) return null;
            returning.Add(new(line.LineKey, asked.Units));
        }
        return returning;
    }

    /// <summary>The note is undone, its number given back; what it would have been waits for a second person.</summary>
    private async Task<Outcome<IssuedNote>> AskAsync(UnitOfWork work, Bill bill, long version,
        CreditBillRequest request, IssuedCreditNote note, Actor actor, CancellationToken ct)
    {
        // Two people who may, each by themselves: what is lent has only one.
        if (actor.Lender is not null) return new NotLentSoMuch();
        await work.UndoAsync();
        await using var again = await db.BeginAsync(ct);
        var asked = new Asked(Id.New(), ApprovedCredit.Name, bill.Id, bill.BranchId, bill.Number!, note.RefundMinor,
            bill.Currency, CleanText.Line(request.Reason),
            JsonSerializer.Serialize(
            new AskedCredit(request, version, note.CreditMinor, note.RefundMinor), Answers.Json));
        if (await approvals.AskAsync(again, asked, actor, ct) is { Error: { } refused }) return refused;
        return await again.SaveAsync(
            new IssuedNote(null, null, note.CreditMinor, note.RefundMinor, (await desk.FindAsync(bill.Id, ct))!.State,
                Approvals.Page, asked.Id), ct);
    }
}
