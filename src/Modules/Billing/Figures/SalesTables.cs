using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Billing.Contract.Questions;
using Restpy.Pricing;
using Restpy.Platform.Data;

namespace Restpy.Billing.Figures;

/// <summary>
/// Sales by whatever they are asked by: one grouped query over bills, one over credit notes, joined by key.
/// </summary>
internal sealed class SalesTables(RestpyDb db)
{
    public async Task<IReadOnlyList<SalesRow>> OfAsync(SalesQuestion q, CancellationToken ct)
    {
        var rows = q.By switch
        {
            SalesBy.Item or SalesBy.Category => await LinesAsync(q, ct),
            SalesBy.Tax => await TaxesAsync(q, ct),
            _ => await BillsAsync(q, ct),
        };
        var merged = rows.GroupBy(r => r.Key).Select(g => g.Aggregate((a, b) => new(
            a.Key, a.Label.Length > 0 ? a.Label
            : b.Label, a.Count + b.Count, a.Covers + b.Covers, a.GrossMinor + b.GrossMinor,
            a.DiscountMinor + b.DiscountMinor,
            a.NetMinor + b.NetMinor, a.TaxMinor + b.TaxMinor, a.CreditedMinor + b.CreditedMinor,
            a.CreditedTaxMinor + b.CreditedTaxMinor)));
        return q.By is SalesBy.BusinessDate or SalesBy.Hour or SalesBy.Tax
            ? [.. merged.OrderBy(r => r.Key, StringComparer.Ordinal)]
            : [.. merged.OrderByDescending(r => r.NetMinor - r.CreditedMinor)
                .ThenBy(r => r.Label, StringComparer.Ordinal)];
    }

    public async Task<SalesSummary> SummaryAsync(
        Guid? branchId, DateOnly from, DateOnly to, DateTimeOffset until, CancellationToken ct)
    {
        var sold = await Bills(branchId, from, to).Where(b => b.IssuedAt <= until).GroupBy(b => 1).Select(g => new
        {
            Bills = g.Count(), Covers = g.Sum(b => b.Covers), Gross = g.Sum(b => b.GrossMinor),
            Comp = g.Sum(b => b.ComplimentaryMinor), Line = g.Sum(b => b.LineDiscountMinor),
            Bill = g.Sum(b => b.BillDiscountMinor), Service = g.Sum(b => b.ServiceChargeMinor),
            Packing = g.Sum(b => b.PackingMinor), Taxable = g.Sum(b => b.TaxableMinor),
            Tax = g.Sum(b => b.TaxMinor), RoundOff = g.Sum(b => b.RoundOffMinor), Payable = g.Sum(b => b.PayableMinor),
            Tip = g.Sum(b => b.TipMinor),
        }).SingleOrDefaultAsync(ct);
        var credited = await Notes(branchId, from, to).Where(n => n.IssuedAt <= until).GroupBy(n => 1).Select(g => new
        {
            Notes = g.Count(), Credit = g.Sum(n => n.CreditMinor), Taxable = g.Sum(n => n.TaxableMinor),
            Tax = g.Sum(n => n.TaxMinor),
        }).SingleOrDefaultAsync(ct);
        var voids = await db.Set<Bill>().AsNoTracking()
            .Where(b => b.Number == null && b.State == BillState.Void && (branchId == null || b.BranchId == branchId)
                && b.BusinessDate >= from && b.BusinessDate <= to && b.VoidedAt <= until)
            .GroupBy(b => 1).Select(g => new
            {
                Count = g.Count(), Minor = g.Sum(b => b.PayableMinor),
            }).SingleOrDefaultAsync(ct);
        return new(sold?.Bills ?? 0, sold?.Covers ?? 0, sold?.Gross ?? 0, sold?.Comp ?? 0, sold?.Line ?? 0, sold?.Bill
            ?? 0, sold?.Service ?? 0, sold?.Packing ?? 0, sold?.Taxable ?? 0,
            sold?.Tax ?? 0, sold?.RoundOff ?? 0, sold?.Payable ?? 0, sold?.Tip ?? 0, credited?.Notes ?? 0,
            credited?.Credit ?? 0, voids?.Count ?? 0, voids?.Minor ?? 0,
            credited?.Taxable ?? 0, credited?.Tax ?? 0);
    }

    private async Task<List<SalesRow>> BillsAsync(SalesQuestion q, CancellationToken ct)
    {
        var notes = Notes(q.BranchId, q.From, q.To);
        var sold = Bills(q.BranchId, q.From, q.To).Select(b => new
        {
            b.BusinessDate, b.IssuedHour, b.WaiterId, b.WaiterName, b.Channel, b.BranchId, Bills = 1L,
            Covers = (long)b.Covers, b.GrossMinor,
            Discount = b.ComplimentaryMinor + b.LineDiscountMinor + b.BillDiscountMinor, b.TaxableMinor, b.TaxMinor,
            Credited = 0L, CreditedTax = 0L,
        });
        // A credit note carries its own day, and the hour, waiter and channel of the sale it takes back.
        var credited = notes.Join(db.Set<Bill>().AsNoTracking(), n => n.BillId, b => b.Id, (n, b) => new
        {
            n.BusinessDate, b.IssuedHour, b.WaiterId, b.WaiterName, b.Channel, b.BranchId, Bills = 0L, Covers = 0L,
            GrossMinor = 0L,
            Discount = 0L, TaxableMinor = 0L, TaxMinor = 0L, Credited = n.TaxableMinor, CreditedTax = n.TaxMinor,
        });
        var all = new List<SalesRow>();
        foreach (var part in new[] { sold, credited })
        {
            // Grouped on all the words at once; a day has few waiters, hours and channels, so this stays small.
            var groups = await part.GroupBy(p => new
            {
                p.BusinessDate, p.IssuedHour, p.WaiterId, p.WaiterName, p.Channel, p.BranchId,
            }).Select(g => new
            {
                g.Key, Bills = g.Sum(p => p.Bills), Covers = g.Sum(p => p.Covers), Gross = g.Sum(p => p.GrossMinor),
                Discount = g.Sum(p => p.Discount), Taxable = g.Sum(p => p.TaxableMinor),
                Tax = g.Sum(p => p.TaxMinor), Credited = g.Sum(p => p.Credited),
                CreditedTax = g.Sum(p => p.CreditedTax),
            }).ToListAsync(ct);
            all.AddRange(groups.Select(g =>
            {
                var (key, label) = q.By switch
                {
                    SalesBy.Hour =>
                        (g.Key.IssuedHour.ToString("D2", CultureInfo.InvariantCulture), $"{g.Key.IssuedHour:D2}:00"),
                    SalesBy.Staff => (g.Key.WaiterId?.ToString() ?? "", g.Key.WaiterName),
                    SalesBy.Channel => (g.Key.Channel, g.Key.Channel),
                    SalesBy.Branch => (g.Key.BranchId.ToString(), ""),
                    _ => (g.Key.BusinessDate.ToString("O", CultureInfo.InvariantCulture),
                        g.Key.BusinessDate.ToString("O", CultureInfo.InvariantCulture)),
                };
                return new SalesRow(
                    key, label, g.Bills, g.Covers, g.Gross, g.Discount, g.Taxable, g.Tax, g.Credited, g.CreditedTax);
            }));
        }
        return all;
    }

    private async Task<List<SalesRow>> LinesAsync(SalesQuestion q, CancellationToken ct)
    {
        var byItem = q.By == SalesBy.Item;
        var bills = Bills(q.BranchId, q.From, q.To);
        var notes = Notes(q.BranchId, q.From, q.To);
        var sold = await db.Set<BillLine>().AsNoTracking().Where(l => bills.Any(b => b.Id == l.BillId))
            .GroupBy(l => new
            {
                l.Kind, l.Category, ItemId = byItem ? l.ItemId : null, Name = byItem ? l.Name : "",
            }).Select(g => new
            {
                g.Key, Units = g.Sum(l => (long)l.Quantity), Gross = g.Sum(l => l.GrossMinor),
                Discount = g.Sum(l => l.LineDiscountMinor + l.BillDiscountMinor),
                Taxable = g.Sum(l => l.TaxableMinor), Tax = g.Sum(l => l.TaxMinor),
            }).ToListAsync(ct);
        var credited = await db.Set<CreditNoteLine>().AsNoTracking().Where(l => notes.Any(n => n.Id == l.CreditNoteId))
            .GroupBy(l => new
            {
                l.Kind, l.Category, ItemId = byItem ? l.ItemId : null, Name = byItem ? l.Name : "",
            }).Select(g => new { g.Key, Taxable = g.Sum(l => l.TaxableMinor), Tax = g.Sum(l => l.TaxMinor) })
            .ToListAsync(ct);
        return
        [
            .. sold.Select(g => Row(g.Key.Kind, g.Key.Category, g.Key.ItemId, g.Key.Name) with
            {
                Count = g.Units, GrossMinor = g.Gross, DiscountMinor = g.Discount, NetMinor = g.Taxable,
                TaxMinor = g.Tax,
            }),
            .. credited.Select(g => Row(g.Key.Kind, g.Key.Category, g.Key.ItemId, g.Key.Name) with
            {
                CreditedMinor = g.Taxable, CreditedTaxMinor = g.Tax,
            }),
        ];

        SalesRow Row(LineKind kind, string category, Guid? item, string name) =>
            new(kind != LineKind.Item ? kind.ToString() : item?.ToString() ?? category, byItem && name.Length > 0 ? name
                : kind == LineKind.Item ? category : kind.ToString(), 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private async Task<List<SalesRow>> TaxesAsync(SalesQuestion q, CancellationToken ct)
    {
        var bills = Bills(q.BranchId, q.From, q.To);
        var notes = Notes(q.BranchId, q.From, q.To);
        var sold = await db.Set<BillTax>().AsNoTracking().Where(t => bills.Any(b => b.Id == t.BillId))
            .GroupBy(t => new { t.Block, t.Name, t.RatePercent, t.PartPercent }).Select(g => new
            {
                g.Key, Rows = g.LongCount(), Taxable = g.Sum(t => t.TaxableMinor), Amount = g.Sum(t => t.AmountMinor),
            }).ToListAsync(ct);
        var credited = await db.Set<CreditNoteTax>().AsNoTracking().Where(t => notes.Any(n => n.Id == t.CreditNoteId))
            .GroupBy(t => new { t.Block, t.Name, t.RatePercent }).Select(g => new
            {
                g.Key, Taxable = g.Sum(t => t.TaxableMinor), Amount = g.Sum(t => t.AmountMinor),
            }).ToListAsync(ct);
        return
        [
            .. sold.Select(g => Row(g.Key.Block, g.Key.Name, g.Key.RatePercent, g.Key.PartPercent) with
            {
                Count = g.Rows, NetMinor = g.Taxable, TaxMinor = g.Amount,
            }),
            .. credited.Select(g => Row(g.Key.Block, g.Key.Name, g.Key.RatePercent, g.Key.RatePercent) with
            {
                CreditedMinor = g.Taxable, CreditedTaxMinor = g.Amount,
            }),
        ];

        static SalesRow Row(TaxBlock block, string name, decimal rate, decimal part) =>
            new(string.Create(CultureInfo.InvariantCulture, $"{block}|{name}|{rate:0.##}"),
                string.Create(CultureInfo.InvariantCulture,
                    $"{(block == TaxBlock.Liquor ? "Liquor " : "")}{name} {part:0.##} %").Trim(), 0, 0, 0, 0, 0, 0, 0,
                    0);
    }

    private IQueryable<Bill> Bills(Guid? branchId, DateOnly from, DateOnly to) =>
        db.Set<Bill>().AsNoTracking()
            .Where(b => b.Number != null && (branchId == null || b.BranchId == branchId) && b.BusinessDate >= from
                && b.BusinessDate <= to);

    private IQueryable<IssuedCreditNote> Notes(Guid? branchId, DateOnly from, DateOnly to) =>
        db.Set<IssuedCreditNote>().AsNoTracking()
            .Where(n => (branchId == null || n.BranchId == branchId) && n.BusinessDate >= from && n.BusinessDate <= to);
}
