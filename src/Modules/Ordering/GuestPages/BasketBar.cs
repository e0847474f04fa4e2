using Restpy.Kernel;

namespace Restpy.Ordering.GuestPages;

/// <summary>The bar under the thumb: what is in the basket and what it will cost, tax included.</summary>
internal static class BasketBar
{
    public static void Write(Html html, GuestPlace place, PricedBasket basket)
    {
        var count =
            place.Words[basket.Pieces == 1 ? "guest.basket-one" : "guest.basket-many", new { Count = basket.Pieces }];
        html.Add(
            $"<aside class=bar data-in=\"{InBasket(basket)}\" aria-label=\"{place.Words["guest.basket"]}\"><a "
                + $"class=\"btn go\" href=\"{place.Url("/basket")}\"><span>{count}</span>");
        if (basket.Bill is { } bill)
        {
            html.Add($"<span class=num>{Money.Format(bill.PayableMinor, place.Restaurant.Currency)}");
            // Where tax comes on top, this is more than the prices on the card add up to: say why.
            if (bill.PayableMinor != bill.GrossMinor) html.Add($" <small>{place.Words["guest.with-tax"]}</small>");
            html.Add($"</span>");
        }
        html.Add($"</a></aside>");
    }

    /// <summary>"PKR:2 PBM:1": what marks the dishes on the card.</summary>
    private static string InBasket(PricedBasket basket) =>
        string.Join(' ', basket.Good.GroupBy(e => e.Chosen!.Item.Code)
            .Select(g => $"{g.Key}:{g.Sum(e => e.Line.Quantity)}"));

    /// <summary>A pickup has no table to come back to: its guest finds it again from the menu.</summary>
    public static void WriteOrder(Html html, GuestPlace place, Order order) =>
        html.Add(
            $"<aside class=bar aria-label=\"{place.Words["guest.your-order"]}\"><a class=\"btn go\" "
                + $"href=\"{place.Url("/order/" + order.Id)}\"><span>{place.Words["guest.your-order"]}</span><span "
                + $"class=num>{order.Number}</span></a></aside>");
}
