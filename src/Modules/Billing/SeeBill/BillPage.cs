using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Billing.CorrectTender;
using Restpy.Billing.Drawer;
using Restpy.Billing.Shared;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;

namespace Restpy.Billing.SeeBill;

internal sealed record HistoryEntry(DateTimeOffset At, string Action, string PersonName, string? Reason);

/// <summary>One bill: what is on it, what was paid, what may be done with it, and who did what.</summary>
[Needs(BillingPermissions.See)]
internal sealed class BillPage(BillSheets sheets, RestpyDb db, DrawerSessions drawers, BillLoader desk) : BillingPage
{
    private IReadOnlySet<Guid> _openDrawers = new HashSet<Guid>();

    public BillSheet Sheet { get; private set; } = null!;
    public IReadOnlyList<HistoryEntry> History { get; private set; } = [];

    /// <summary>All parts of a split bill, this one among them, with what each still has to pay.</summary>
    public IReadOnlyList<Bill> Parts { get; private set; } = [];

    public bool MaySplit => IsOpen && Bill is { Part: 0, PaidMinor: 0 } && Sheet.Unpriced is null
        && Sheet.Lines.Count > 0 && Parts.Where(p => p.Part > 0).All(MayBeSplitOn)
        && Me.May(BillingPermissions.Make);

    public bool MayUndoSplit => Bill.Parts > 0 && Parts.All(p => p is { IsIssued: false, PaidMinor: 0 })
        && Me.May(BillingPermissions.Make);

    public Bill Bill => Sheet.Bill;
    public string Here => $"/staff/bills/{Bill.Id}";
    public bool IsOpen => Bill.FollowsOrder;
    public bool MayPay => Bill.State is BillState.Open or BillState.Printed or BillState.PartPaid
        && Sheet.Unpriced is null && Me.May(BillingPermissions.Settle);
    public bool MayCredit => Bill.IsIssued && Bill.State != BillState.Void && Bill.Lines.Any(l => l.UnitsLeft > 0)
        && Me.May(BillingPermissions.Credit);

    /// <summary>Whoever takes money sees it; a colleague's PIN may be asked for then.</summary>
    public bool MayCorrect(TakenTender tender) => !Bill.IsTraining && Bill.State != BillState.Void
        && (Me.May(BillingPermissions.CorrectTender) || Me.May(BillingPermissions.Settle))
        && _openDrawers.Contains(tender.DrawerSessionId) && CorrectTenderHandler.MayBeCorrected(tender).Ok;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) =>
        await ReadAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnGetPartsAsync(Guid id, CancellationToken ct) =>
        await ReadAsync(id, ct) ? Partial("_Bill", this) : NotFound();

    /// <summary>Beside equal parts there is no other.</summary>
    private static bool MayBeSplitOn(Bill part) =>
        part.SplitAmountMinor is not null || part.Shares.All(s => s.OfUnits == 0);

    private async Task<bool> ReadAsync(Guid id, CancellationToken ct)
    {
        if (await sheets.FindAsync(id, ct) is not { } sheet) return false;
        Sheet = sheet;
        if (sheet.Tenders.Count > 0) _openDrawers = await drawers.IdsOfOpenAsync(sheet.Branch.Id, ct);
        if (sheet.Bill.IsSplit) Parts = await desk.PartsAsync(sheet.Bill.OrderId, ct);
        var subjects = sheet.CreditNotes.Select(n => n.Id).Append(id).ToList();
        History = await db.Set<AuditEntry>().AsNoTracking().Where(a => subjects.Contains(a.ObjectId))
            .OrderByDescending(a => a.At).Take(60)
            .Select(a => new HistoryEntry(a.At, a.Action, a.PersonName, a.Reason)).ToListAsync(ct);
        return true;
    }
}
