using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Platform.Gates;

namespace Restpy.Billing.SellToBuyer;

[Needs(BillingPermissions.Make)]
internal sealed class SellToBuyerPage(BillSheets sheets, SellToBuyerHandler sell) : BillingPage
{
    public BillSheet Sheet { get; private set; } = null!;

    [BindProperty(Name = "name")]
    public string? BuyerName { get; set; }

    [BindProperty(Name = "taxNumber")]
    public string? TaxNumber { get; set; }

    [BindProperty(Name = "address")]
    public string? Address { get; set; }

    public string Back => $"/staff/bills/{Sheet.Bill.Id}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await ReadAsync(id, ct)) return NotFound();
        (BuyerName, TaxNumber, Address) = (Sheet.Bill.BuyerName, Sheet.Bill.BuyerTaxNumber, Sheet.Bill.BuyerAddress);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await ReadAsync(id, ct)) return NotFound();
        var request = new SellToBuyerRequest(id, BuyerName, TaxNumber, Address, CommandId);
        var outcome = await OnceAsync(request, () => sell.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done(Back, Words["bill.done.buyer"]) : Refuse(outcome.Error);
    }

    private async Task<bool> ReadAsync(Guid id, CancellationToken ct)
    {
        if (await sheets.FindAsync(id, ct) is not { Bill.FollowsOrder: true } sheet) return false;
        Sheet = sheet;
        return true;
    }
}
