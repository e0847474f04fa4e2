using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Figures;
using Restpy.Platform.Data;

namespace Restpy.Billing.Contract.Questions;

/// <summary>The bill of an order as other modules see it; minor units.</summary>
/// <param name="Number">Null until issued.</param>
/// <param name="DueMinor">Still to pay, tip included.</param>
public sealed record BillOfOrder(Guid OrderId, Guid BillId, BillState State, string? Number, long PayableMinor,
    long TipMinor, long PaidMinor, long CreditedMinor, long DueMinor, DateTimeOffset? PaidAt);

/// <summary>The questions other modules may ask about bills. Reads only, from the rows of issued bills.</summary>
public sealed class BillFigures
{
    private readonly RestpyDb _db;
    private readonly SalesTables _sales;

    internal BillFigures(RestpyDb db) => (_db, _sales) = (db, new(db));

    /// <summary>Sales of a range of business dates in groups, largest first, dates and hours in their order.</summary>
    public Task<IReadOnlyList<SalesRow>> SalesAsync(SalesQuestion question, CancellationToken ct) =>
        _sales.OfAsync(question, ct);

    /// <summary>The whole range in one record.</summary>
    /// <param name="branchId">Null: all branches the scope sees.</param>
    /// <param name="from">First business date.</param>
    /// <param name="to">Last business date, included.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="until">What was issued later does not count; null counts all.</param>
    public Task<SalesSummary> SummaryAsync(
        Guid? branchId, DateOnly from, DateOnly to, CancellationToken ct, DateTimeOffset? until = null) =>
        _sales.SummaryAsync(branchId, from, to, until ?? DateTimeOffset.MaxValue.AddYears(-1), ct);

    /// <summary>The living bill of an order; null when it has none or it was taken back.</summary>
    public async Task<BillOfOrder?> OfOrderAsync(Guid orderId, CancellationToken ct) =>
        (await OfOrdersAsync([orderId], ct)).GetValueOrDefault(orderId);

    /// <summary>The living bills of these orders by order, of a split one its first part; an order without one is
    /// missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, BillOfOrder>> OfOrdersAsync(
        IReadOnlyCollection<Guid> orderIds, CancellationToken ct) =>
        orderIds.Count == 0 ? new Dictionary<Guid, BillOfOrder>()
            : await _db.BillsWithTraining().AsNoTracking()
            .Where(b => orderIds.Contains(b.OrderId) && b.Part == 0 && b.State != BillState.Void)
            .Select(b => new BillOfOrder(b.OrderId, b.Id, b.State, b.Number, b.PayableMinor, b.TipMinor, b.PaidMinor,
                b.CreditedMinor, b.PayableMinor + b.TipMinor - b.CreditedMinor - b.PaidMinor, b.PaidAt))
            .ToDictionaryAsync(b => b.OrderId, ct);
}
