using Restpy.Pricing;
using Restpy.Kernel;

namespace Restpy.Billing.Contract;

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

/// <summary>
/// Asked by Billing, answered by Ordering: Ordering builds on the pricing engine, so Billing cannot refer to it. Every
/// call
/// runs in the caller's transaction and saves nothing itself.
/// </summary>
public interface IBillableOrders
{
    /// <summary>The order with its billable lines, or null when there is none in this restaurant.</summary>
    Task<BillableOrder?> FindAsync(Guid orderId, CancellationToken ct);

    /// <summary>
    /// The bill is printed: the table shows it, and no line may be added before the bill is reopened.
    /// </summary>
    /// <returns>Why it may not be, or null: an order that is closed gets no bill.</returns>
    Task<Error?> BillPrintedAsync(Guid orderId, Guid billId, CancellationToken ct);

    /// <summary>The bill was taken back before payment: the order runs again.</summary>
    Task BillReopenedAsync(Guid orderId, CancellationToken ct);

    /// <summary>
    /// Paid in full: the order is completed as far as money goes, and the table is cleared when the branch does so by
    /// itself.
    /// </summary>
    Task PaidAsync(Guid orderId, CancellationToken ct);

    /// <summary>
    /// Orders of the branch that are neither paid nor cancelled, of business dates up to this one; it cannot close
    /// while there are any.
    /// </summary>
    Task<IReadOnlyList<OpenOrder>> OpenAsync(Guid branchId, DateOnly upTo, CancellationToken ct);

    /// <summary>
    /// What the categories on a branch's lines are called, by key; one that left the menu is missing.
    /// </summary>
    Task<IReadOnlyDictionary<string, LocalText>> CategoriesAsync(Guid branchId, CancellationToken ct);
}
