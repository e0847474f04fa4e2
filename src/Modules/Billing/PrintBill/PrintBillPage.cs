using Microsoft.AspNetCore.Mvc;
using Restpy.Billing.Contract;
using Restpy.Pricing;
using Restpy.Billing.Shared;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;

namespace Restpy.Billing.PrintBill;

/// <summary>
/// The paper of a bill. Before its number: a proforma, as it was printed last. Of an issued one only the first print,
/// for as long as it takes to reach the printer, is the original; every other look at this page is marked DUPLICATE.
/// </summary>
[Needs(BillingPermissions.See)]
internal sealed class PrintBillPage(BillSheets sheets, RestpyDb db) : BillingPage
{
    private static readonly TimeSpan OriginalFor = TimeSpan.FromMinutes(5);

    public BillSheet Sheet { get; private set; } = null!;

    public int Copy { get; private set; }

    /// <summary>Nothing was printed of it yet, and this is only a look at it.</summary>
    public bool IsPreview => IsProforma ? !Sheet.Bill.IsOut || Sheet.IsOutdated : Sheet.Bill.Prints.Count == 0;

    /// <summary>It has no number: no invoice.</summary>
    public bool IsProforma => !Sheet.Bill.IsIssued;

    /// <summary>When it was issued, or printed last.</summary>
    public DateTimeOffset At =>
        Sheet.Branch.Day.Local(Sheet.Bill.IssuedAt ?? Sheet.Bill.ProformaAt ?? db.Time.GetUtcNow());

    /// <summary>0 for the original.</summary>
    public int Duplicate { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, string? size, int copy, CancellationToken ct)
    {
        if (await sheets.FindAsync(id, ct) is not { } sheet
            || sheet is { Bill.IsIssued: false } and not { Bill.FollowsOrder: true, Unpriced: null }) return NotFound();
        Sheet = sheet;
        Paper = PaperOf(size);
        Copy = copy;
        var print = sheet.Bill.Prints.FirstOrDefault(p => p.Copy == copy);
        var isOriginal = print is { Copy: 1 } && db.Time.GetUtcNow() - print.At < OriginalFor;
        Duplicate = isOriginal
            || sheet.Bill.Prints.Count == 0 ? 0 : Math.Max(print?.Copy ?? sheet.Bill.Prints.Count, 2);
        // A printed bill is in the restaurant's language, whoever prints it.
        Words.Language = Platform.Web.WordList.Known(sheet.Restaurant.Languages[0]);
        return Page();
    }

    public string Title => Sheet.Bill.Document switch
    {
        _ when IsProforma => Words["paper.proforma"],
        DocumentKind.TaxInvoice => Words["paper.invoice"],
        DocumentKind.BillOfSupply => Words["paper.bill-of-supply"],
        DocumentKind.OrderSlip => Words["paper.slip"],
        _ => Words["paper.bill"],
    };

    public string Plain(long minor) => Shared.Plain.Of(minor, Sheet.Currency);

    public string Codes =>
        string.Join(", ", Sheet.Lines.Select(l => l.HsnSac).Where(c => c.Length > 0).Distinct().Order());

    /// <summary>Dishes and liquor, each with its own sub-total where both are on one paper.</summary>
    public IReadOnlyList<PaperBlock> Blocks =>
    [
        .. Sheet.Lines.GroupBy(l => l.Block == TaxBlock.Liquor).OrderBy(g => g.Key).Select(g => new PaperBlock(
            g.Key, [.. g],
            [.. Sheet.Taxes.Where(t => (t.Block == TaxBlock.Liquor) == g.Key && t.Name.Length > 0
                && (t.AmountMinor != 0 || t.RatePercent != 0))])),
    ];
}

internal sealed record PaperBlock(bool IsLiquor, IReadOnlyList<BillLine> Lines, IReadOnlyList<BillTax> Taxes)
{
    public long DiscountMinor => Lines.Sum(l => l.LineDiscountMinor + l.BillDiscountMinor);

    public long TotalMinor => Lines.Sum(l => l.TaxableMinor + l.TaxMinor);
}
