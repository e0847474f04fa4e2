using Restpy.Pricing;
using Restpy.Kernel;

namespace Restpy.Ordering.GuestPages;

/// <summary>
/// What the engine said, as the rows under the dishes: charges, taxes, round-off, total. Nothing is worked out here but
/// the sum of the dishes.
/// </summary>
internal static class BillRows
{
    public static void Write(Html html, GuestPlace place, PricedBill bill, string totalKey = "guest.total")
    {
        var currency = place.Restaurant.Currency;
        void Row(string name, long minor) =>
            html.Add($"<tr><th scope=row>{name}</th><td>{Money.Format(minor, currency)}</td></tr>");
        if (bill.PayableMinor != bill.GrossMinor || bill.Lines.Any(l => l.Kind != LineKind.Item))
            Row(place.Words["guest.dishes"], bill.Lines.Where(l => l.Kind == LineKind.Item).Sum(l => l.GrossMinor));
        foreach (var charge in bill.Lines.Where(l => l.Kind != LineKind.Item))
            Row(place.Words[Key(charge.Kind)], charge.GrossMinor);
        var inside = bill.Groups.Where(g => g.Terms.PriceMode == PriceMode.Inclusive && g.TaxMinor > 0).ToList();
        foreach (var group in bill.Groups.Except(inside))
            for (var i = 0; i < group.Taxes.Count; i++)
                Row($"{group.Taxes[i].Name} {Rate(place, group, i)}", group.Taxes[i].AmountMinor);
        if (bill.RoundOffMinor != 0) Row(place.Words["guest.round-off"], bill.RoundOffMinor);
        html.Add(
            $"<tr class=sum><th "
                + $"scope=row>{place.Words[totalKey]}</th><td>{Money.Format(bill.PayableMinor, currency)}</td></tr>");
        foreach (var group in inside)
            for (var i = 0; i < group.Taxes.Count; i++)
                Row(place.Words["guest.tax-inside", new
                {
                    Tax = $"{place.Words["guest.vat"]} {Rate(place, group, i)}",
                }], group.Taxes[i].AmountMinor);
    }

    private static string Rate(GuestPlace place, TaxGroup group, int component) =>
        place.Words.Percent(group.RatePercent * group.Terms.Components[component].Share) + " %";

    private static string Key(LineKind kind) => kind switch
    {
        LineKind.ServiceCharge => "guest.service-charge",
        LineKind.Packing => "guest.packing",
        _ => "guest.delivery",
    };
}
