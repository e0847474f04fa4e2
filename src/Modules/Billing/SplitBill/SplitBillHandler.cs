using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Pricing;

namespace Restpy.Billing.SplitBill;

/// <summary>One of the three ways to split: into equal parts, by dishes, or by an amount.</summary>
/// <param name="Ways">Into how many equal parts.</param>
/// <param name="Dishes">What is on the new part.</param>
/// <param name="AmountMinor">What the new part pays.</param>
public sealed record SplitBillRequest(
    Guid BillId, int? Ways, IReadOnlyList<SplitDish>? Dishes, long? AmountMinor, Guid CommandId);

/// <param name="LineId">Line of the order.</param>
public sealed record SplitDish(Guid LineId, int Quantity);

/// <param name="Parts">The new ones.</param>
public sealed record SplitAnswer(Guid BillId, IReadOnlyList<Guid> Parts, string Url);

internal sealed record SplitUnclear(int Most) : Error(ErrorKind.Invalid);

internal sealed record NotSoManyLeft(string Dish, int Left) : Error(ErrorKind.Invalid);

/// <summary>Nothing would be left on the bill itself.</summary>
internal sealed record NothingLeftOnBill() : Error(ErrorKind.Invalid);

/// <summary>
/// Cuts parts off a bill, each to be paid with an invoice, a buyer, discounts and a tip of its own. What is on none of
/// them stays on the bill itself.
/// </summary>
internal sealed class SplitBillHandler(RestpyDb db, BillLoader desk, BillableOrders orders)
{
    public const int MostWays = 20;
    private const int MostDishes = 200;

    public async Task<Outcome<SplitAnswer>> HandleAsync(SplitBillRequest request, Actor actor, CancellationToken ct)
    {
        if (Unclear(request)) return new SplitUnclear(MostWays) { Field = "ways" };
        await using var work = await db.BeginAsync(ct);
        if (await desk.LockAsync(work, request.BillId, ct) is not { } bill) return new NotFound("bill");
        if (MayBeSplit(bill) is { Error: { } refused }) return refused;
        await orders.LockAsync(work, bill.OrderId, ct);
        if (await orders.FindAsync(bill.OrderId, ct) is not { } order) return new NotFound("order");
        if (order.Lines.Count == 0) return new NothingToBill();
        var parts = await desk.PartsAsync(bill.OrderId, ct);
        if (parts.Any(p => p.Part > 0 && !IsSame(p, request))) return new BillIsSplit(bill.Name);
        var branch = await desk.BranchAsync(bill.BranchId, ct);
        var (next, now) = (parts.Max(p => p.Part), db.Time.GetUtcNow());
        var whole = BillLoader.Price(bill, order, branch, branch.Day.Of(now));
        if (!whole.Ok) return whole.Error;
        var cut = Cuts(request, whole.Value.PayableMinor, order, parts);
        if (!cut.Ok) return cut.Error;

        List<Bill> added = [.. cut.Value.Select(shares => bill.Cut(
            ++next, order, shares, request.AmountMinor, actor, now))];
        List<Bill> all = [bill, .. parts.Where(p => p.Part > 0), .. added];
        var prices = SplitPrices.Price(all, order, branch, branch.Day.Of(now));
        if (!prices.Ok) return prices.Error;
        if (prices.Value.Of(bill, order).Priced is { Lines.Count: 0 } or { PayableMinor: < 0 })
            return new NothingLeftOnBill { Field = "dishes" };
        bill.Follow(order);
        foreach (var part in added.Append(bill)) part.Show(prices.Value.Of(part, order).Priced);
        db.AddRange(added);
        db.Act("billing.bill-split", bill, bill.Name);
        db.Publish(new BillWasSplit(bill.Id, bill.OrderId));
        foreach (var part in added) db.Publish(new BillOpened(part.Id));
        return await work.SaveAsync(
            new SplitAnswer(bill.Id, [.. added.Select(p => p.Id)], $"/staff/bills/{bill.Id}"), ct);
    }

    private static bool Unclear(SplitBillRequest request) =>
        new[] { request.Ways is not null, request.Dishes is not null, request.AmountMinor is not null }
            .Count(way => way) != 1
        || request.Ways is < 2 or > MostWays || request.AmountMinor is <= 0
        || request.Dishes is { } dishes && (dishes.Count is 0 or > MostDishes
            || dishes.Any(d => d is null || d.Quantity < 1)
            || dishes.DistinctBy(d => d.LineId).Count() != dishes.Count);

    private static Outcome<Done> MayBeSplit(Bill bill) => bill switch
    {
        { Part: > 0 } => new BillIsSplit(bill.Name),
        { FollowsOrder: true, PaidMinor: > 0 } =>
            new BillHoldsMoney(Money.Format(bill.PaidMinor, Currency.Of(bill.Currency))),
        { FollowsOrder: true } => Done.It,
        { State: BillState.Void } => new BillIsVoid(bill.Name),
        { State: BillState.Paid } => new BillIsPaid(bill.Name),
        _ => new BillIsIssued(bill.Name),
    };

    /// <summary>Whether more can be cut off in this way, beside a part that is there already.</summary>
    private static bool IsSame(Bill part, SplitBillRequest request) =>
        request.Dishes is not null ? part.Shares.All(s => s.OfUnits == 0)
        : request.AmountMinor is not null && part.SplitAmountMinor is not null;

    private static Outcome<IReadOnlyList<IReadOnlyList<(Guid, LineShare)>>> Cuts(
        SplitBillRequest request, long payableMinor, BillableOrder order, IReadOnlyList<Bill> parts)
    {
        if (request.Ways is { } ways)
            return Enumerable.Repeat(Fractions(order, 1, ways), ways - 1).ToList();
        if (request.Dishes is { } dishes) return Pieces(dishes, order, parts);
        return request.AmountMinor < payableMinor - parts.Sum(p => p.SplitAmountMinor ?? 0)
            ? new List<IReadOnlyList<(Guid, LineShare)>>
            {
                Fractions(order, request.AmountMinor!.Value, payableMinor),
            }
            : new NothingLeftOnBill { Field = "amount" };
    }

    private static IReadOnlyList<(Guid, LineShare)> Fractions(BillableOrder order, long part, long of) =>
        [.. order.Lines.Select(l => (l.LineId, LineShare.Fraction(part, of)))];

    private static Outcome<IReadOnlyList<IReadOnlyList<(Guid, LineShare)>>> Pieces(
        IReadOnlyList<SplitDish> dishes, BillableOrder order, IReadOnlyList<Bill> parts)
    {
        foreach (var dish in dishes)
        {
            if (order.Lines.FirstOrDefault(l => l.LineId == dish.LineId) is not { } line) return new NotFound("line");
            var left = Left(line, parts);
            if (dish.Quantity > left) return new NotSoManyLeft(line.Name, left) { Field = "dishes" };
        }
        return new List<IReadOnlyList<(Guid, LineShare)>>
        {
            dishes.Select(d => (d.LineId, LineShare.Pieces(d.Quantity))).ToList(),
        };
    }

    /// <summary>Pieces of a line that are on no further part.</summary>
    public static int Left(BillableLine line, IReadOnlyList<Bill> parts) => line.Quantity - (int)parts
        .SelectMany(p => p.Shares).Where(s => s.OrderLineId == line.LineId && s.OfUnits == 0).Sum(s => s.Units);
}
