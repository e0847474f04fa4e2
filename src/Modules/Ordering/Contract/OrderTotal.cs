using Restpy.Pricing;

namespace Restpy.Ordering.Contract;

/// <summary>What the guests of an order would pay now: with tax, and with all that was agreed on its bill.</summary>
/// <param name="Priced">Null where no price can be formed, or once the bill is issued.</param>
/// <param name="PayableMinor">Minor units; of an issued bill what is still due.</param>
/// <param name="BillIsDue">Its bill is issued and not paid in full.</param>
public sealed record OrderTotal(PricedBill? Priced, long PayableMinor, bool BillIsDue)
{
    /// <summary>What is due was printed for the guests, who have not paid it.</summary>
    public bool IsOut { get; init; }

    /// <summary>What they hold says something else by now.</summary>
    public bool IsOutdated { get; init; }

    /// <summary>What was paid of it before its bill has a number; minor units.</summary>
    public long PaidMinor { get; init; }
}

/// <summary>
/// Asked by Ordering, answered by Billing: Billing builds on orders, so Ordering cannot refer to it. Reads only.
/// </summary>
public interface IOrderTotals
{
    /// <summary>By order; one that cannot be priced counts its dishes as they are.</summary>
    Task<IReadOnlyDictionary<Guid, OrderTotal>> OfAsync(
        IReadOnlyCollection<BillableOrder> orders, CancellationToken ct);
}
