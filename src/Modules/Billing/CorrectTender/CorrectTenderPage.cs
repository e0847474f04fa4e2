using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Drawer;
using Restpy.Billing.SettleBill;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Billing.CorrectTender;

/// <summary>One tender of a bill, and what it should have been.</summary>
[Needs(BillingPermissions.CorrectTender), Lendable(BillingPermissions.Settle)]
internal sealed class CorrectTenderPage(
    BillSheets sheets, CorrectTenderHandler correct, DrawerSessions drawers) : BillingPage
{
    public BillSheet Sheet { get; private set; } = null!;
    public TakenTender Was { get; private set; } = null!;

    [BindProperty(Name = "kind")]
    public string? Tender { get; set; }

    [BindProperty(Name = "amount")]
    public string? Typing { get; set; }

    [BindProperty(Name = "reference")]
    public string? Reference { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    public IReadOnlyList<TenderKind> Kinds => TenderKinds.Of(Sheet.Branch);
    public string Back => $"/staff/bills/{Sheet.Bill.Id}";

    /// <summary>They may not: somebody else's PIN may.</summary>
    public bool AsksToLend => !Me.May(BillingPermissions.CorrectTender)
        || (HttpMethods.IsPost(Request.Method) && Request.Form.ContainsKey("lentBy"));

    public async Task<IActionResult> OnGetAsync(Guid id, Guid tender, CancellationToken ct)
    {
        if (!await ReadAsync(id, tender, ct)) return NotFound();
        (Tender, Reference) = (Was.Kind.ToString(), Was.Reference);
        Typing = Plain.Field(Was.AmountMinor, Sheet.Currency);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, Guid tender, CancellationToken ct)
    {
        if (!await ReadAsync(id, tender, ct)) return NotFound();
        if (!EnumNames.TryRead<TenderKind>(Tender, out var kind)) return Refuse(new TenderMissing { Field = "kind" });
        long? amount = null;
        if (!string.IsNullOrWhiteSpace(Typing))
        {
            var typed = Typed(Typing, Sheet.Currency, "amount");
            if (!typed.Ok) return Refuse(typed.Error);
            amount = typed.Value;
        }
        var request = new CorrectTenderRequest(
            id, tender, kind, amount, kind == TenderKind.Cash ? "" : Reference, Reason, CommandId);
        var outcome = await OnceAsync(request, () => correct.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Done(Back, Words["bill.done.tender-corrected"]) : Refuse(outcome.Error);
    }

    private async Task<bool> ReadAsync(Guid id, Guid tenderId, CancellationToken ct)
    {
        if (await sheets.FindAsync(id, ct) is not { } sheet) return false;
        if (sheet.Tenders.FirstOrDefault(t => t.Id == tenderId) is not { } was) return false;
        var open = await drawers.IdsOfOpenAsync(sheet.Branch.Id, ct);
        (Sheet, Was) = (sheet, was);
        return HttpMethods.IsPost(Request.Method)
            || (open.Contains(was.DrawerSessionId) && CorrectTenderHandler.MayBeCorrected(was).Ok);
    }
}
