using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Billing.Shared;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.PrintCreditNote;

/// <summary>The paper of a credit note (CGST Rules, rule 53).</summary>
[Needs(BillingPermissions.See)]
internal sealed class PrintCreditNotePage(
RestpyDb db, RestaurantDirectory restaurants, ITenders tenders, BillLoader desk) : BillingPage
{
    public IssuedCreditNote Note { get; private set; } = null!;
    public Bill Bill { get; private set; } = null!;
    public RestaurantInfo Restaurant { get; private set; } = null!;
    public BranchInfo Branch { get; private set; } = null!;
    public TakenTender? Refund { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, string? size, CancellationToken ct)
    {
        var note = await db.Set<IssuedCreditNote>().AsNoTracking().Include(n => n.Lines.OrderBy(l => l.Position))
            .Include(n => n.Taxes.OrderBy(t => t.Place).ThenBy(t => t.Part))
            .AsSplitQuery().FirstOrDefaultAsync(n => n.Id == id, ct);
        if (note is null || await desk.FindAsync(note.BillId, ct) is not { } bill) return NotFound();
        (Note, Bill, Paper) = (note, bill, PaperOf(size));
        Restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        Branch = Restaurant.Branch(note.BranchId);
        Refund = (await tenders.OfBillAsync(note.BillId, ct)).FirstOrDefault(t => t.CreditNoteId == note.Id);
        Words.Language = Platform.Web.WordList.Known(Restaurant.Languages[0]);
        return Page();
    }

    /// <summary>The part's own rate, as the bill carries it.</summary>
    public decimal PartPercent(CreditNoteTax tax) =>
        Bill.Taxes.FirstOrDefault(t => t.Block == tax.Block && t.Name == tax.Name
            && t.RatePercent == tax.RatePercent)?.PartPercent ?? tax.RatePercent;

    public string Plain(long minor) => Shared.Plain.Of(minor, Restaurant.Currency);

    public string Amount(long minor) => Money.Format(minor, Restaurant.Currency);
}
