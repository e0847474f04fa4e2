using Restpy.Billing.Contract;
using Restpy.Pricing;
using Restpy.Kernel;

namespace Restpy.Billing.SeeBill;

/// <summary>A bill for programs; minor units.</summary>
public sealed record BillView(
    Guid Id, Guid OrderId, BillState State, string? Number, string Label, DateOnly BusinessDate, string Currency,
    long GrossMinor, long DiscountMinor, long ComplimentaryMinor,
    long ServiceChargeMinor, long PackingMinor, long TaxableMinor, long TaxMinor, long RoundOffMinor, long PayableMinor,
    long TipMinor, long CreditedMinor, long PaidMinor, long DueMinor,
    int Prints, IReadOnlyList<BillLineView> Lines, IReadOnlyList<BillTaxView> Taxes,
    IReadOnlyList<TakenTender> Tenders)
{
    /// <summary>All parts of a split bill, this one among them; empty for one that is not split.</summary>
    public IReadOnlyList<Guid> Parts { get; init; } = [];
}

/// <param name="Id">What credit notes name; new on each look while the bill is open.</param>
public sealed record BillLineView(Guid Id, Guid? OrderLineId, string Kind, string Name, string Detail, int Quantity,
    long UnitPriceMinor, bool Complimentary, long DiscountMinor, long AmountMinor, long TaxableMinor, long TaxMinor,
    decimal RatePercent, int CreditedUnits);

public sealed record BillTaxView(string Block, string Name, decimal Percent, long TaxableMinor, long AmountMinor);

/// <summary>The bill as it stands now.</summary>
internal sealed class SeeBillHandler(BillSheets sheets, BillLoader desk)
{
    public async Task<Outcome<BillView>> HandleAsync(Guid billId, CancellationToken ct)
    {
        if (await sheets.FindAsync(billId, ct) is not { } sheet) return new NotFound("bill");
        var bill = sheet.Bill;
        return new BillView(
            bill.Id, bill.OrderId, bill.State, bill.Number, bill.Label, bill.BusinessDate, bill.Currency,
            bill.GrossMinor, bill.LineDiscountMinor + bill.BillDiscountMinor,
            bill.ComplimentaryMinor, bill.ServiceChargeMinor, bill.PackingMinor, bill.TaxableMinor, bill.TaxMinor,
            bill.RoundOffMinor, bill.PayableMinor, bill.TipMinor,
            bill.CreditedMinor, bill.PaidMinor, bill.DueMinor, bill.Prints.Count, [.. sheet.Lines.Select(View)],
            [.. sheet.Taxes.Select(t => new BillTaxView(
                t.Block.ToString(), t.Name, t.PartPercent, t.TaxableMinor, t.AmountMinor))], sheet.Tenders)
        {
            Parts = bill.IsSplit ? [.. (await desk.PartsAsync(bill.OrderId, ct)).Select(p => p.Id)] : [],
        };
    }

    private static BillLineView View(BillLine l) => new(
        l.Id, l.OrderLineId, l.Kind.ToString(), l.Name, l.Detail, l.Quantity, l.UnitPriceMinor, l.Complimentary,
        l.LineDiscountMinor + l.BillDiscountMinor, l.AfterDiscountMinor,
        l.TaxableMinor, l.TaxMinor, l.RatePercent, l.CreditedUnits);
}
