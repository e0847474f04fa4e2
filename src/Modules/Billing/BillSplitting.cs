using Restpy.Billing.Contract;
using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Pricing;

namespace Restpy.Billing;

/// <summary>
/// A bill that several people pay, each with an invoice of their own. The first part holds what is on no other, so that
/// what is ordered still has a place; the others hold shares of the order's lines.
/// </summary>
internal sealed partial class Bill
{
    public bool IsSplit => Part > 0 || Parts > 0;

    /// <summary>Cuts a part off this bill.</summary>
    /// <param name="part">From 1.</param>
    /// <param name="amountMinor">What it pays, where it is split by amount.</param>
    public Bill Cut(int part, BillableOrder order, IEnumerable<(Guid Line, LineShare Share)> shares, long? amountMinor,
        Actor by, DateTimeOffset now)
    {
        var cut = new Bill
        {
            RestaurantId = RestaurantId, Id = Kernel.Id.New(), BranchId = BranchId, OrderId = OrderId, Part = part,
            SplitAmountMinor = amountMinor, OpenedAt = now, OpenedBy = by.Name, Currency = Currency,
            BusinessDate = BusinessDate, ServiceChargePercent = ServiceChargePercent,
        };
        cut._shares.AddRange(shares.Select(s => BillShare.Of(cut, s.Line, s.Share)));
        Parts++;
        cut.Follow(order);
        return cut;
    }

    /// <summary>A part was taken back: what was on it is on this one again.</summary>
    public void TakeBack() => Parts--;
}

/// <summary>What of a line of the order is on one part of a split bill.</summary>
internal sealed class BillShare : ITenantOwned
{
    private BillShare() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BillId { get; private init; }
    public Guid OrderLineId { get; private init; }

    /// <summary>Units of the line; the upper number of a fraction of it, where there is a lower one.</summary>
    public long Units { get; private init; }

    /// <summary>The lower number of the fraction; 0 where units are meant.</summary>
    public long OfUnits { get; private init; }

    public LineShare Share => new(Units, OfUnits);

    public static BillShare Of(Bill bill, Guid orderLineId, LineShare share) => new()
    {
        RestaurantId = bill.RestaurantId, Id = Kernel.Id.New(), BillId = bill.Id, OrderLineId = orderLineId,
        Units = share.Units, OfUnits = share.Of,
    };
}

/// <summary>The bill is split: what is of the whole is settled on its parts.</summary>
internal sealed record BillIsSplit(OrderLabel Bill) : Error(ErrorKind.Conflict);
