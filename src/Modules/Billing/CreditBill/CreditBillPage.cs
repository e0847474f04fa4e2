using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Pricing;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Billing.CreditBill;

/// <summary>Which units of which lines go back, why, and how the money does.</summary>
[Needs(BillingPermissions.Credit), Lendable(BillingPermissions.Make)]
[Reads("units-{id}")]
internal sealed class CreditBillPage(BillSheets sheets, CreditBillHandler credit, Caps caps) : BillingPage
{
    public BillSheet Sheet { get; private set; } = null!;
    public Cap Cap { get; private set; } = null!;

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    [BindProperty(Name = "refundKind")]
    public string? RefundKind { get; set; }

    [BindProperty(Name = "refundReference")]
    public string? RefundReference { get; set; }

    /// <summary>They may not, or not so much: somebody else's PIN may.</summary>
    public bool AsksToLend => !Me.May(BillingPermissions.Credit)
        || Response.StatusCode == StatusCodes.Status403Forbidden
        || HttpMethods.IsPost(Request.Method) && Request.Form.ContainsKey("lentBy");

    /// <summary>Ways the money may go back: for a manager all, for others those it came by.</summary>
    public IReadOnlyList<TenderKind> RefundKinds => Cap.Decides ? TenderKinds.Of(Sheet.Branch)
        : [.. RefundPlan.Left(Sheet.Tenders).Select(k => k.Kind)];

    public string Back => $"/staff/bills/{Sheet.Bill.Id}";

    public string Units(Guid lineId) => Request.HasFormContentType ? Request.Form[$"units-{lineId}"].ToString() : "0";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) =>
        !await ReadAsync(id, ct) ? NotFound() : Sheet.Bill.State == BillState.Void ? Redirect(Back) : Page();

    /// <summary>What the units typed so far come to, by the calculation that issues the note.</summary>
    public async Task<IActionResult> OnGetSumAsync(Guid id, string? all, CancellationToken ct) =>
        await ReadAsync(id, ct) ? Partial("_CreditSum", SumMinor(all == "1") is { } sum ? Sheet.Amount(sum) : "–")
            : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, string? all, CancellationToken ct)
    {
        if (!await ReadAsync(id, ct)) return NotFound();
        var lines = new List<CreditedUnits>();
        foreach (var line in Sheet.Lines)
        {
            var typed = Request.Form[$"units-{line.Id}"].ToString();
            if (typed.Length == 0) continue;
            if (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var units))
                return Refuse(new CreditUnitsWrong { Field = "lines" });
            lines.Add(new(line.Id, units));
        }
        TenderKind? kind = EnumNames.TryRead<TenderKind>(RefundKind, out var known) ? known : null;
        var request = new CreditBillRequest(id, all == "1", lines, Reason, kind, RefundReference, CommandId);
        var outcome = await OnceAsync(request, () => credit.HandleAsync(request, Actor, ct), ct);
        if (outcome is { Ok: true, Value.ApprovalId: not null })
            return Done(Back, Words["bill.done.asked", new { Refund = Sheet.Amount(outcome.Value.RefundMinor) }]);
        return outcome.Ok ? Done(Back, Words["bill.done.credit", new
        {
            outcome.Value.Number, Amount = Sheet.Amount(outcome.Value.CreditMinor),
            Refund = Sheet.Amount(outcome.Value.RefundMinor),
        }]) : Refuse(outcome.Error);
    }

    /// <summary>Null where what was typed cannot go back.</summary>
    private long? SumMinor(bool all)
    {
        var returning = new List<ReturnedUnits>();
        foreach (var line in Sheet.Lines)
        {
            var typed = Request.Query[$"units-{line.Id}"].ToString();
            var units = 0;
            if (!all && typed.Length > 0
                && !int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out units)) return null;
            if (all) units = line.UnitsLeft;
            if (units > 0) returning.Add(new(line.LineKey, units));
        }
        if (returning.Count == 0) return 0;
        var before = Sheet.Lines.Where(l => l.CreditedUnits > 0)
            .Select(l => new ReturnedUnits(l.LineKey, l.CreditedUnits)).ToList();
        var credit = CreditNotes.Credit(Sheet.Bill.Priced(), before, returning);
        return credit.Succeeded ? credit.Value.MoneyBackMinor : null;
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken ct)
    {
        if (await sheets.FindAsync(id, ct) is not { Bill.IsIssued: true } sheet) return false;
        Sheet = sheet;
        Cap = await caps.OfAsync(Actor, ct);
        return true;
    }
}
