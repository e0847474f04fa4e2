using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Ordering.Contract.Questions;
using Restpy.Ordering.Contract;
using Restpy.Pricing;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing;

/// <summary>
/// What a bill's use cases begin with: the bill held, its branch, its order, its price of this moment.
/// </summary>
internal sealed class BillLoader(RestpyDb db, RestaurantDirectory restaurants, BillableOrders orders)
{
    /// <summary>
    /// The bill with all its parts, locked until the end of the transaction; null when it is not here.
    /// </summary>
    public async Task<Bill?> LockAsync(UnitOfWork work, Guid billId, CancellationToken ct)
    {
        // All parts of a split bill are held together: what one of them gives up, another takes.
        var order = await db.BillsWithTraining().AsNoTracking().Where(b => b.Id == billId)
            .Select(b => (Guid?)b.OrderId).FirstOrDefaultAsync(ct);
        if (order is null) return null;
        await work.LockAsync($"bills:{order:N}", ct);
        return await work.LockAsync<Bill>(billId, ct)
            ? await Whole(db.BillsWithTraining()).FirstOrDefaultAsync(b => b.Id == billId, ct) : null;
    }

    /// <summary>Only to look at.</summary>
    public Task<Bill?> FindAsync(Guid billId, CancellationToken ct) =>
        Whole(db.BillsWithTraining().AsNoTracking()).FirstOrDefaultAsync(b => b.Id == billId, ct);

    public ValueTask<BranchInfo> BranchAsync(Guid branchId, CancellationToken ct) =>
        restaurants.BranchAsync(db.Scope.Restaurant, branchId, ct);

    /// <summary>The order as it is now, and what the engine makes of it with everything agreed on the bill.</summary>
    public async Task<Outcome<PricedOrder>> PriceAsync(Bill bill, BranchInfo branch, CancellationToken ct)
    {
        if (await orders.FindAsync(bill.OrderId, ct) is not { } order) return new NotFound("order");
        var today = branch.Day.Of(db.Time.GetUtcNow());
        if (bill.IsSplit)
        {
            var parts = await SplitPrices.PriceAsync(this, bill, order, branch, today, ct);
            return parts.Ok ? parts.Value.Of(bill, order) : parts.Error;
        }
        var priced = Price(bill, order, branch, today);
        return priced.Ok ? new PricedOrder(order, priced.Value) : priced.Error;
    }

    /// <summary>All parts of the order's bill that were not taken back, the first one first.</summary>
    public async Task<IReadOnlyList<Bill>> PartsAsync(Guid orderId, CancellationToken ct) =>
        await db.BillsWithTraining().AsNoTracking().Include(b => b.Adjustments).Include(b => b.Shares)
            .Where(b => b.OrderId == orderId && b.State != BillState.Void).OrderBy(b => b.Part).AsSplitQuery()
            .ToListAsync(ct);

    /// <summary>The part of a split bill that the others were cut off, to change it.</summary>
    public Task<Bill?> FirstPartAsync(Bill part, CancellationToken ct) => db.BillsWithTraining().FirstOrDefaultAsync(
        b => b.OrderId == part.OrderId && b.Part == 0 && b.State != BillState.Void, ct);

    /// <summary>A line of the bill's order as it is now.</summary>
    public async Task<BillableLine?> LineAsync(Bill bill, Guid lineId, CancellationToken ct) =>
        (await orders.FindAsync(bill.OrderId, ct))?.Lines.FirstOrDefault(l => l.LineId == lineId);

    /// <summary>Prices the open bill anew and keeps its totals, or says why it cannot be as it stands now.</summary>
    public async Task<Outcome<PricedOrder>> RepriceAsync(Bill bill, BranchInfo branch, CancellationToken ct)
    {
        var quoted = await PriceAsync(bill, branch, ct);
        if (!quoted.Ok) return quoted.Error;
        if (DiscountCaps.Check(bill, quoted.Value) is { Error: { } above }) return above;
        bill.Follow(quoted.Value.Order);
        bill.Show(quoted.Value.Priced);
        return quoted.Value;
    }

    public static Outcome<PricedBill> Price(Bill bill, BillableOrder order, BranchInfo branch, DateOnly businessDate)
    {
        var basket = BasketOf(bill, order, branch, businessDate);
        if (!basket.Ok) return basket.Error;
        var priced = PricingEngine.Price(basket.Value, TaxPack.Default);
        return priced.Succeeded ? priced.Value : new CannotPrice(priced.Refusal.Detail);
    }

    /// <summary>The order with all that was agreed on its bill, as the engine is asked to price it.</summary>
    public static Outcome<Basket> BasketOf(Bill bill, BillableOrder order, BranchInfo branch, DateOnly businessDate)
    {
        var lines = order.Lines.Select(
            l => bill.AdjustmentOf(l.LineId) is { Complimentary: true } ? l with { Complimentary = true } : l);
        var discounts = bill.Adjustments.Where(a => a.Discount != Discount.None)
            .ToDictionary(a => a.OrderLineId, a => a.Discount);
        return PriceQuotes.BasketOf(
            branch, businessDate, order.Mode, lines, bill.ServiceChargePercent, [bill.Discount], discounts);
    }

    private static IQueryable<Bill> Whole(IQueryable<Bill> bills) =>
        bills.Include(b => b.Adjustments).Include(b => b.Shares).Include(b => b.Lines.OrderBy(l => l.Position))
            .Include(b => b.Taxes.OrderBy(t => t.Place).ThenBy(t => t.Part))
            .Include(b => b.Prints.OrderBy(p => p.Copy)).AsSplitQuery();
}

/// <summary>An order and the price of its bill, or of one part of it, of one moment.</summary>
internal sealed record PricedOrder(BillableOrder Order, PricedBill Priced)
{
    /// <summary>What a part has of the discounts on the whole.</summary>
    public long SharedDiscountMinor { get; init; }

    /// <summary>How much more than its share it comes to, by what is its own.</summary>
    public long GivenMinor { get; init; }
}

/// <summary>What a change of a bill answers.</summary>
public sealed record BillAnswer(
    Guid BillId, BillState State, string? Number, long PayableMinor, long DueMinor, string Url)
{
    internal static BillAnswer Of(Bill bill) =>
        new(bill.Id, bill.State, bill.Number, bill.PayableMinor, bill.DueMinor, $"/staff/bills/{bill.Id}");
}
