using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Drawer;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Platform.Gates;

namespace Restpy.Billing.SettleBill;

/// <summary>
/// The settle screen: what is owed, how it is paid, how much. One tender at a time; the screen stays until nothing is
/// due.
/// </summary>
[Needs(BillingPermissions.Settle)]
internal sealed class SettleBillPage(BillSheets sheets, SettleBillHandler settle, DrawerSessions drawers) : BillingPage
{
    public BillSheet Sheet { get; private set; } = null!;

    [BindProperty(Name = "tender")]
    public string? Tender { get; set; }

    [BindProperty(Name = "amount")]
    public string? Typing { get; set; }

    /// <summary>A button with a round sum, pressed without script.</summary>
    [BindProperty(Name = "quick")]
    public string? Quick { get; set; }

    [BindProperty(Name = "reference")]
    public string? Reference { get; set; }

    [BindProperty(Name = "float")]
    public string? Float { get; set; }

    /// <summary>A day before today that nobody closed.</summary>
    public DateOnly? Forgotten { get; private set; }

    /// <summary>This may be the first cash of the day.</summary>
    public bool AsksFloat { get; private set; }

    [BindProperty(Name = "due")]
    public long? ShownDueMinor { get; set; }

    /// <summary>Kinds of tender this branch takes.</summary>
    public IReadOnlyList<TenderKind> Kinds => TenderKinds.Of(Sheet.Branch);

    public long DueMinor => Sheet.Bill.DueMinor;
    public string Back => $"/staff/bills/{Sheet.Bill.Id}";

    /// <summary>The exact sum, and the round sums a guest is likely to hand over for it.</summary>
    public IReadOnlyList<long> QuickMinor => QuickAmounts.For(DueMinor, Sheet.Currency.Code);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await ReadAsync(id, ct)) return NotFound();
        if (Sheet.Bill.State is BillState.Paid or BillState.Void) return Redirect(Back);
        Tender = Kinds[0].ToString();
        Typing = Plain.Field(DueMinor, Sheet.Currency);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await ReadAsync(id, ct)) return NotFound();
        Typing = Quick ?? Typing;
        if (!EnumNames.TryRead<TenderKind>(Tender, out var kind)) return Refuse(new TenderMissing { Field = "tender" });
        if (string.IsNullOrWhiteSpace(Typing)) return Refuse(new AmountOutOfRange { Field = "amount" });
        var amount = Typed(Typing, Sheet.Currency, "amount");
        if (!amount.Ok) return Refuse(amount.Error);
        var before = Typed(Float, Sheet.Currency, "float");
        if (!before.Ok) return Refuse(before.Error);
        var request = new SettleBillRequest(id, [new(kind, amount.Value, kind == TenderKind.Cash ? "" : Reference)],
            ShownDueMinor, CommandId, before.Value);
        var outcome = await OnceAsync(request, () => settle.HandleAsync(request, Actor, ct), ct);
        if (!outcome.Ok)
        {
            // A wrong try must not leave half a bill on the screen: show it as it is saved.
            await ReadAsync(id, ct);
            return Refuse(outcome.Error);
        }
        var done = outcome.Value;
        var change = done.ChangeMinor > 0
            ? " " + Words["bill.done.change", new { Change = Sheet.Amount(done.ChangeMinor) }] : "";
        return done.DueMinor > 0
            ? Done($"/staff/bills/{id}/settle", Words["bill.done.part", new
            {
                Taken = Sheet.Amount(done.TakenMinor), Due = Sheet.Amount(done.DueMinor),
            }])
            : Done(done.Url, Words["bill.done.paid", new { done.Number }] + change);
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken ct)
    {
        if (await sheets.FindAsync(id, ct) is not { } sheet) return false;
        Sheet = sheet;
        AsksFloat = await drawers.AsksFloatAsync(sheet.Branch, ct);
        Forgotten = await drawers.ForgottenAsync(sheet.Branch, ct);
        return true;
    }
}
