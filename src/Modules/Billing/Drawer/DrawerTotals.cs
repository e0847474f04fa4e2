using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Pricing;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.Drawer;

/// <summary>Adds up a drawer session for its X and Z report, each figure by one grouped query.</summary>
internal sealed class DrawerTotals(RestpyDb db, ITenders tenders)
{
    public async Task<DayFigures> OfAsync(DrawerSession session, BranchInfo branch, string currency,
        IReadOnlyList<CountedPieces>? counted, CancellationToken ct)
    {
        var bills = db.Set<Bill>().AsNoTracking().Where(b => b.DrawerSessionId == session.Id && b.Number != null);
        var sums = await bills.GroupBy(b => 1).Select(g => new
        {
            Bills = g.Count(), Covers = g.Sum(b => b.Covers), Gross = g.Sum(b => b.GrossMinor),
            Comp = g.Sum(b => b.ComplimentaryMinor), Line = g.Sum(b => b.LineDiscountMinor),
            Bill = g.Sum(b => b.BillDiscountMinor), Service = g.Sum(b => b.ServiceChargeMinor),
            Packing = g.Sum(b => b.PackingMinor), Taxable = g.Sum(b => b.TaxableMinor),
            Tax = g.Sum(b => b.TaxMinor), RoundOff = g.Sum(b => b.RoundOffMinor), Payable = g.Sum(b => b.PayableMinor),
            Tip = g.Sum(b => b.TipMinor),
        }).SingleOrDefaultAsync(ct);
        var lines = db.Set<BillLine>().AsNoTracking().Where(l => bills.Any(b => b.Id == l.BillId));
        var (voids, voided) = await VoidsAsync(session, ct);
        var sumsOfTenders = await tenders.OfSessionAsync(session.Id, ct);
        var across = await tenders.AcrossAsync(session.Id, await bills.Select(b => b.Id).ToListAsync(ct), ct);
        return new()
        {
            Branch = branch.Name, BusinessDate = session.BusinessDate, From = session.OpenedAt,
            To = db.Time.GetUtcNow(), Currency = currency,
            Bills = sums?.Bills ?? 0, Covers = sums?.Covers ?? 0, GrossMinor = sums?.Gross ?? 0,
            ComplimentaryMinor = sums?.Comp ?? 0,
            ComplimentaryLines = await lines.CountAsync(l => l.Complimentary, ct), LineDiscountMinor = sums?.Line ?? 0,
            BillDiscountMinor = sums?.Bill ?? 0,
            ServiceChargeMinor = sums?.Service ?? 0, PackingMinor = sums?.Packing ?? 0, TaxableMinor = sums?.Taxable
            ?? 0, TaxMinor = sums?.Tax ?? 0,
            RoundOffMinor = sums?.RoundOff ?? 0, PayableMinor = sums?.Payable ?? 0, TipMinor = sums?.Tip ?? 0,
            Credits = await CreditsAsync(session, ct),
            VoidedBills = voids, VoidedMinor = voided, Taxes = await TaxesAsync(session, bills, ct),
            Categories = await CategoriesAsync(session, lines, ct),
            Documents = await DocumentsAsync(session, bills, ct), Tenders = sumsOfTenders,
            Drawer = DrawerOf(session, sumsOfTenders, counted), ForOtherDaysMinor = across.ForOthersMinor,
            OnOtherDaysMinor = across.ElsewhereMinor,
        };
    }

    /// <summary>Float, cash kept and paid in, less cash given back, paid out and dropped.</summary>
    public static DrawerFigures DrawerOf(
        DrawerSession session, IReadOnlyList<TenderSum> tenders, IReadOnlyList<CountedPieces>? counted)
    {
        var cash = tenders.FirstOrDefault(t => t.Kind == TenderKind.Cash) ?? new(TenderKind.Cash, 0, 0, 0, 0, 0, 0);
        long Moved(CashMoveKind kind) => session.Moves.Where(m => m.Kind == kind).Sum(m => m.AmountMinor);
        var (paidIn, paidOut, dropped) =
            (Moved(CashMoveKind.PayIn), Moved(CashMoveKind.PayOut), Moved(CashMoveKind.Drop));
        var expected = session.FloatMinor + cash.ReceivedMinor - cash.ChangeMinor - cash.RefundedMinor
            + paidIn - paidOut - dropped;
        return new(session.FloatMinor, cash.ReceivedMinor, cash.ChangeMinor, cash.RefundedMinor, paidIn, paidOut,
            dropped, expected,
            counted?.Sum(c => c.DenominationMinor * c.Pieces), counted ?? []);
    }

    /// <summary>Bills taken back before they had a number, while this session was open.</summary>
    private async Task<(int Count, long Minor)> VoidsAsync(DrawerSession session, CancellationToken ct)
    {
        // A day that was closed late ends, for what belongs to no drawer, when the next one began.
        var next = await db.Set<DrawerSession>().AsNoTracking()
            .Where(s => s.BranchId == session.BranchId && s.BusinessDate > session.BusinessDate)
            .OrderBy(s => s.OpenedAt).Select(s => (DateTimeOffset?)s.OpenedAt).FirstOrDefaultAsync(ct);
        var end = session.ClosedAt ?? DateTimeOffset.MaxValue.AddYears(-1);
        var until = next < end ? next.Value : end;
        var voids = await db.Set<Bill>().AsNoTracking()
            .Where(b => b.BranchId == session.BranchId && b.State == BillState.Void && b.Number == null
                && b.VoidedAt >= session.OpenedAt && b.VoidedAt < until)
            .GroupBy(b => 1).Select(g => new
            {
                Count = g.Count(), Minor = g.Sum(b => b.PayableMinor),
            }).SingleOrDefaultAsync(ct);
        return (voids?.Count ?? 0, voids?.Minor ?? 0);
    }

    private async Task<CreditFigures> CreditsAsync(DrawerSession session, CancellationToken ct)
    {
        var sums = await Notes(session).GroupBy(n => 1).Select(g => new
        {
            Notes = g.Count(), Taxable = g.Sum(n => n.TaxableMinor), Tax = g.Sum(n => n.TaxMinor),
            RoundOff = g.Sum(n => n.RoundOffMinor),
            Credit = g.Sum(n => n.CreditMinor), Refund = g.Sum(n => n.RefundMinor),
        }).SingleOrDefaultAsync(ct);
        return new(sums?.Notes ?? 0, sums?.Taxable ?? 0, sums?.Tax ?? 0, sums?.RoundOff ?? 0, sums?.Credit ?? 0,
            sums?.Refund ?? 0);
    }

    private async Task<List<TaxFigure>> TaxesAsync(DrawerSession session, IQueryable<Bill> bills, CancellationToken ct)
    {
        var sold = await db.Set<BillTax>().AsNoTracking().Where(t => bills.Any(b => b.Id == t.BillId))
            .GroupBy(t => new { t.Block, t.Name, t.RatePercent, First = t.Part == 0 })
            .Select(g => new
            {
                g.Key, Taxable = g.Sum(t => t.TaxableMinor), Amount = g.Sum(t => t.AmountMinor),
            }).ToListAsync(ct);
        var notes = Notes(session);
        var credited = await db.Set<CreditNoteTax>().AsNoTracking().Where(t => notes.Any(n => n.Id == t.CreditNoteId))
            .GroupBy(t => new { t.Block, t.Name, t.RatePercent, First = t.Part == 0 })
            .Select(g => new
            {
                g.Key, Taxable = g.Sum(t => t.TaxableMinor), Amount = g.Sum(t => t.AmountMinor),
            }).ToListAsync(ct);
        var keys = sold.Select(s => s.Key).Union(credited.Select(c => c.Key)).OrderBy(k => k.Block)
            .ThenBy(k => k.RatePercent).ThenBy(k => k.Name, StringComparer.Ordinal);
        return [.. keys.Select(k =>
        {
            var s = sold.FirstOrDefault(x => x.Key.Equals(k));
            var c = credited.FirstOrDefault(x => x.Key.Equals(k));
            return new TaxFigure(k.Block, k.Name, k.RatePercent, k.First, s?.Taxable ?? 0, s?.Amount ?? 0, c?.Taxable
                ?? 0, c?.Amount ?? 0);
        })];
    }

    private async Task<List<CategoryFigure>> CategoriesAsync(
        DrawerSession session, IQueryable<BillLine> lines, CancellationToken ct)
    {
        var sold = await lines.GroupBy(l => new { l.Kind, l.Category }).Select(g => new
        {
            g.Key, Quantity = g.Sum(l => (long)l.Quantity), Taxable = g.Sum(l => l.TaxableMinor),
        }).ToListAsync(ct);
        var notes = Notes(session);
        var credited = await db.Set<CreditNoteLine>().AsNoTracking().Where(l => notes.Any(n => n.Id == l.CreditNoteId))
            .GroupBy(l => new { l.Kind, l.Category }).Select(g => new
            {
                g.Key, Quantity = g.Sum(l => (long)l.Units), Taxable = g.Sum(l => l.TaxableMinor),
            }).ToListAsync(ct);
        var keys = sold.Select(s => s.Key).Union(credited.Select(c => c.Key)).OrderBy(k => k.Kind)
            .ThenBy(k => k.Category, StringComparer.Ordinal);
        return [.. keys.Select(k =>
        {
            var (s, c) = (sold.FirstOrDefault(x => x.Key.Equals(k)), credited.FirstOrDefault(x => x.Key.Equals(k)));
            return new CategoryFigure(
                k.Kind, k.Category, s?.Quantity ?? 0, s?.Taxable ?? 0, c?.Taxable ?? 0, c?.Quantity ?? 0);
        })];
    }

    private async Task<List<DocumentRange>> DocumentsAsync(
        DrawerSession session, IQueryable<Bill> bills, CancellationToken ct)
    {
        var papers = await bills.Select(b => new
        {
            b.Series, Year = b.SeriesYear, b.Sequence, Text = b.Number!, Credit = false,
        }).ToListAsync(ct);
        papers.AddRange(await Notes(session).Select(n => new
        {
            n.Series, Year = n.SeriesYear, n.Sequence, Text = n.Number, Credit = true,
        }).ToListAsync(ct));
        return [.. papers.GroupBy(p => (p.Credit, p.Series, p.Year)).OrderBy(g => g.Key).Select(g =>
            new DocumentRange(g.Key.Series, g.Key.Year, g.MinBy(p => p.Sequence)!.Text, g.MaxBy(p => p.Sequence)!.Text,
                g.Count(), g.Key.Credit))];
    }

    private IQueryable<IssuedCreditNote> Notes(DrawerSession session) =>
        db.Set<IssuedCreditNote>().AsNoTracking().Where(n => n.DrawerSessionId == session.Id);
}
