using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Platform.Gates;

namespace Restpy.Billing.PrintReceipt;

/// <summary>The paper for one payment: what was taken, how, and what is still due. It is no invoice.</summary>
[Needs(BillingPermissions.See)]
internal sealed class PrintReceiptPage(BillSheets sheets) : BillingPage
{
    public BillSheet Sheet { get; private set; } = null!;
    public TakenTender Taken { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, Guid tender, string? size, CancellationToken ct)
    {
        if (await sheets.FindAsync(id, ct) is not { } sheet) return NotFound();
        if (sheet.Tenders.FirstOrDefault(t => t.Id == tender) is not { IsRefund: false, IsCorrected: false } taken)
            return NotFound();
        (Sheet, Taken, Paper) = (sheet, taken, PaperOf(size));
        // A paper for guests is in the restaurant's language, whoever prints it.
        Words.Language = Platform.Web.WordList.Known(sheet.Restaurant.Languages[0]);
        return Page();
    }
}
