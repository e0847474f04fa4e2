using Restpy.Pricing;
using Restpy.Kernel;

namespace Restpy.Ordering.Contract;

/// <summary>What an order gives to its bill: only what was sent and not voided.</summary>
/// <param name="Label">What staff call it, in its parts.</param>
/// <param name="Channel">dine-in, takeaway, pickup.</param>
/// <param name="WantsServiceCharge">The guest agreed to the voluntary service charge.</param>
public sealed record BillableOrder(
    Guid OrderId, Guid BranchId, OrderLabel Label, string Channel, ServiceMode Mode, int Covers, Guid? WaiterId,
    string WaiterName, string GuestName,
    DateTimeOffset OpenedAt, DateOnly BusinessDate, bool WantsServiceCharge, IReadOnlyList<BillableLine> Lines);

/// <param name="Detail">Variant and modifiers as one line, in the branch's language.</param>
/// <param name="UnitPriceMinor">Modifiers included.</param>
public sealed record BillableLine(Guid LineId, Guid ItemId, string Category, string Name, string Detail, int Quantity,
    long UnitPriceMinor, string TaxCategory, bool Complimentary);

/// <param name="Url">Where staff work on it.</param>
public sealed record OpenOrder(Guid OrderId, OrderLabel Label, string Url);
