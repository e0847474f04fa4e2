using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.ComplimentLine;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Platform.Gates;

namespace Restpy.Billing.GiveDiscount;

/// <summary>A discount on the bill, or on one line, which may also be given free of charge.</summary>
[Needs(BillingPermissions.Discount), Lendable(BillingPermissions.Make)]
internal sealed class GiveDiscountPage(
BillSheets sheets, GiveDiscountHandler give, ComplimentLineHandler compliment, Caps caps) : BillingPage
{
    public BillSheet Sheet { get; private set; } = null!;
    public BillLine? Line { get; private set; }
    public Cap Cap { get; private set; } = null!;

    [BindProperty(SupportsGet = true, Name = "line")]
    public Guid? LineId { get; set; }

    [BindProperty(Name = "kind")]
    public string? Kind { get; set; }

    [BindProperty(Name = "discount")]
    public string? Typing { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    /// <summary>They may not, or not so much: somebody else's PIN may.</summary>
    public bool AsksToLend => !Me.May(BillingPermissions.Discount)
        || Response.StatusCode == StatusCodes.Status403Forbidden
        || HttpMethods.IsPost(Request.Method) && Request.Form.ContainsKey("lentBy");

    public string Back => $"/staff/bills/{Sheet.Bill.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await ReadAsync(id, ct)) return Missing();
        var adjustment = LineId is { } line ? Sheet.Bill.AdjustmentOf(line) : null;
        var discount = LineId is null ? Sheet.Bill.Discount : adjustment?.Discount ?? default;
        Kind = adjustment?.Complimentary == true ? "nc" : discount.AmountMinor > 0 ? "amount" : "percent";
        Typing = discount.AmountMinor > 0 ? Plain.Field(discount.AmountMinor, Sheet.Currency)
            : discount.Percent > 0 ? Plain.Percent(discount.Percent) : "";
        Reason = LineId is null ? Sheet.Bill.DiscountReason : adjustment?.Reason;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await ReadAsync(id, ct)) return Missing();
        if (Kind == "nc" && LineId is { } line)
        {
            var free = new ComplimentLineRequest(id, line, true, Reason, CommandId);
            var given = await OnceAsync(free, () => compliment.HandleAsync(free, Actor, ct), ct);
            return given.Ok ? Done(Back, Words["bill.done.nc"]) : Refuse(given.Error);
        }
        var percent = 0m;
        Outcome<long> amount = 0L;
        if (Kind == "amount") amount = Typed(Typing, Sheet.Currency, "discount");
        else if (!string.IsNullOrWhiteSpace(Typing) && !Amount.TryPercent(Typing, out percent))
            amount = new DiscountOutOfRange { Field = "discount" };
        if (!amount.Ok) return Refuse(amount.Error);
        var request = new GiveDiscountRequest(id, LineId, percent, amount.Value, Reason, CommandId);
        var outcome = await OnceAsync(request, () => give.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Done(Back, Words["bill.done.discount"]) : Refuse(outcome.Error);
    }

    private IActionResult Missing() => Sheet is { Bill.FollowsOrder: false } ? Meanwhile(Sheet.Bill) : NotFound();

    private async Task<bool> ReadAsync(Guid id, CancellationToken ct)
    {
        if (await sheets.FindAsync(id, ct) is not { } sheet) return false;
        Sheet = sheet;
        if (!sheet.Bill.FollowsOrder) return false;
        Line = LineId is { } line ? sheet.Lines.FirstOrDefault(l => l.OrderLineId == line) : null;
        Cap = await caps.WithoutLenderAsync(Actor, ct);
        return LineId is null || Line is not null;
    }
}
