using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Billing.SplitBill;

/// <summary>How a bill is split: a button for equal parts, dishes to choose, or an amount.</summary>
[Needs(BillingPermissions.Make)]
[Reads("units-{id}")]
internal sealed class SplitBillPage(BillSheets sheets, SplitBillHandler split, BillLoader desk) : BillingPage
{
    public BillSheet Sheet { get; private set; } = null!;

    /// <summary>Parts that were cut off already.</summary>
    public IReadOnlyList<Bill> Parts { get; private set; } = [];

    [BindProperty(Name = "ways")]
    public int? Ways { get; set; }

    [BindProperty(Name = "amount")]
    public string? Typing { get; set; }

    public string Back => $"/staff/bills/{Sheet.Bill.Id}";

    /// <summary>Into equal parts only a whole bill is split.</summary>
    public bool TakesWays => Parts.Count == 0;

    public bool TakesDishes => Parts.All(p => p.Shares.All(s => s.OfUnits == 0));

    public bool TakesAmount => Parts.All(p => p.SplitAmountMinor is not null);

    public string Units(Guid lineId) => Request.HasFormContentType ? Request.Form[$"units-{lineId}"].ToString() : "0";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => !await ReadAsync(id, ct) ? NotFound()
        : Sheet.Bill is { FollowsOrder: true, Part: 0, PaidMinor: 0 } ? Page() : Redirect(Back);

    public async Task<IActionResult> OnPostAsync(Guid id, string? by, CancellationToken ct)
    {
        if (!await ReadAsync(id, ct)) return NotFound();
        var dishes = new List<SplitDish>();
        foreach (var line in Sheet.Lines.Where(l => by == "dishes" && l.OrderLineId is not null))
        {
            var typed = Request.Form[$"units-{line.OrderLineId}"].ToString();
            if (typed.Length == 0) continue;
            if (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var units))
                return Refuse(new SplitUnclear(SplitBillHandler.MostWays) { Field = "dishes" });
            if (units > 0) dishes.Add(new(line.OrderLineId!.Value, units));
        }
        var amount = Typed(Typing, Sheet.Currency, "amount");
        if (by == "amount" && !amount.Ok) return Refuse(amount.Error);
        var request = new SplitBillRequest(id, by is null ? Ways : null, by == "dishes" ? dishes : null,
            by == "amount" ? amount.Value : null, CommandId);
        var outcome = await OnceAsync(request, () => split.HandleAsync(request, Actor, ct), ct);
        return outcome.Ok ? Done(Back, Words["bill.done.split"]) : Refuse(outcome.Error);
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken ct)
    {
        if (await sheets.FindAsync(id, ct) is not { Unpriced: null } sheet) return false;
        Sheet = sheet;
        Parts = [.. (await desk.PartsAsync(sheet.Bill.OrderId, ct)).Where(p => p.Part > 0)];
        return true;
    }
}
