using Restpy.Kernel;
using Restpy.Pricing;

namespace Restpy.Ordering;

/// <summary>An order and its lines as their bill will have them.</summary>
internal static class OrderToBill
{
    public static BillableOrder Of(Order order, IEnumerable<OrderLine> lines, string language) =>
        Of(order, [.. lines.Select(l => Line(l, language))]);

    public static BillableOrder Of(Order order, IReadOnlyList<BillableLine> lines) =>
        new(order.Id, order.BranchId, order.Label, order.Channel.Word(), Mode(order.Channel), order.Covers,
            order.WaiterId, order.WaiterName, order.GuestName,
            order.OpenedAt, order.BusinessDate, order.WantsServiceCharge, lines);

    public static ServiceMode Mode(OrderChannel channel) =>
        channel is OrderChannel.DineIn or OrderChannel.Training ? ServiceMode.DineIn : ServiceMode.Takeaway;

    public static BillableLine Line(OrderLine l, string language) =>
        new(l.Id, l.ItemId, l.Category, l.Name.In(language), l.Detail.In(language), l.Quantity, l.UnitPriceMinor,
            l.TaxCategory, false);
}
