using Microsoft.EntityFrameworkCore;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering.Contract;
using Restpy.Pricing;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Ordering.GuestPages;
using Restpy.Platform.Data;

namespace Restpy.Ordering.GuestOrder;

/// <param name="Lines">What to order; null orders the phone's basket.</param>
/// <param name="PayableMinor">What the guest saw as the total, tax included. Another total refuses the order.</param>
/// <param name="ServiceCharge">The guest agreed to the voluntary service charge.</param>
internal sealed record PlaceGuestOrderRequest(
    IReadOnlyList<LineRequest>? Lines, long? PayableMinor, bool ServiceCharge, string Name, string Phone);

/// <param name="PayableMinor">Of this round, as the bill will have it.</param>
/// <param name="Waits">A person of the restaurant has to say yes first.</param>
internal sealed record PlacedGuestOrder(Guid OrderId, int Number, string Label, long PayableMinor, bool Waits);

/// <summary>The total is not the one the guest said yes to. Nothing was placed.</summary>
internal sealed record PriceChanged(Money Old, Money New) : Error(ErrorKind.Conflict);

/// <summary>
/// A guest orders from a phone: at a table into the table's one open order, on the web as a pickup. What comes from a
/// phone the restaurant has not seen yet waits for its tap; one it knows goes straight to the kitchen.
/// </summary>
internal sealed class PlaceGuestOrderHandler(RestpyDb db, MenuCache menus, OrderFinder orders, Stock stock)
{
    public async Task<Outcome<PlacedGuestOrder>> HandleAsync(
        GuestPlace place, PlaceGuestOrderRequest request, Actor actor, CancellationToken ct)
    {
        if (place.Refusal is { } notNow) return notNow;
        var guest = place.IsTable ? new PickupGuest("", "") : PickupGuest.Of(request.Name, request.Phone);
        if (!guest.Ok) return guest.Error;
        var menu = await menus.OfAsync(db.Scope.Restaurant, db.Scope.Branch, ct);

        await using var work = await db.BeginAsync(ct);
        var basket = request.Lines is null ? await db.BasketOf(place).OrderBy(l => l.At).ToListAsync(ct) : [];
        var round = request.Lines is null ? OfBasket(place, menu, basket, request.PayableMinor)
            : Asked(place, menu, request.Lines, request.PayableMinor);
        if (!round.Ok) return round.Error;
        var (chosen, bill) = round.Value;

        var target = new OrderTarget(null, place.Table?.Id, place.Channel)
        {
            GuestName = guest.Value.Name, GuestPhone = guest.Value.Phone, GuestKey = place.GuestKey,
        };
        var found = await orders.OpenAsync(work, target, ct);
        if (!found.Ok) return found.Error;
        var order = found.Value;
        if (order.MayTakeLines() is { Ok: false } closed) return closed.Error;
        // A photo of the code may be anywhere: a phone nobody of the restaurant has said yes to in this sitting waits
        // for it.
        var known = await OrderMembership.KnowsAsync(db, order, place.GuestKey, ct);
        var waits = order.Channel == OrderChannel.Pickup || (place.Branch.FirstGuestOrderWaits && !known);
        if (waits && await WaitingAsync(place, order, ct) >= GuestLimits.MaxWaitingRounds)
            return new TooManyRoundsWait(GuestLimits.MaxWaitingRounds);

        var lines = Lines(order, chosen, place.GuestKey, actor);
        foreach (var line in lines) db.Add(line);
        db.RemoveRange(basket);
        // Nobody agrees for a table that is not known to be theirs.
        if (request.ServiceCharge && place.IsTable && (known || order.Kots == 0)) order.AgreeToServiceCharge();
        if (waits) Wait(order);
        else if (await SendAsync(work, order, lines, actor, ct) is { Error: { } refused }) return refused;
        db.Act("order.placed", order, order.Label);
        db.Publish(waits ? new GuestOrderWaits(order.Id) : new OrderSent(order.Id));
        return await work.SaveAsync(
            new PlacedGuestOrder(order.Id, order.Number, order.Label, bill.PayableMinor, waits), ct);
    }

    /// <summary>The dishes of the basket that can be had, if that is what the guest saw.</summary>
    private static Outcome<Round> OfBasket(GuestPlace place, BranchMenu menu, List<BasketLine> lines, long? seen)
    {
        var basket = BasketReader.Price(place, menu, lines);
        if (basket.Refusal is { } refusal) return refusal;
        var lost = basket.Entries.FirstOrDefault(e => e.Chosen is null)?.Problem;
        if (basket.Bill is not { } bill) return lost ?? new NothingOrdered();
        if (seen == bill.PayableMinor) return Limited(new([.. basket.Good.Select(e => e.Chosen!)], bill));
        return lost ?? Changed(place, seen ?? 0, bill);
    }

    private static Outcome<Round> Asked(
        GuestPlace place, BranchMenu menu, IReadOnlyList<LineRequest> requests, long? seen)
    {
        if (requests.Count > GuestLimits.MaxLines) return new TooManyLines(GuestLimits.MaxLines) { Field = "lines" };
        var chosen = DishSelection.All(menu, requests);
        if (!chosen.Ok) return chosen.Error;
        var priced = PriceQuotes.Price(place.Branch, place.Today, place.Mode,
            chosen.Value.Select(l => BasketReader.Billable(Id.New(), l, place.MenuLanguage)));
        if (!priced.Ok) return priced.Error;
        if (seen is { } old && old != priced.Value.PayableMinor) return Changed(place, old, priced.Value);
        return Limited(new(chosen.Value, priced.Value));
    }

    private static Outcome<Round> Limited(Round round)
    {
        var many = round.Lines.GroupBy(l => l.Item).FirstOrDefault(g => g.Sum(l => l.Quantity) > GuestLimits.MaxOfDish);
        if (many is not null) return new TooManyOfDish(many.Key.Name, GuestLimits.MaxOfDish) { Field = "quantity" };
        return round.Lines.Count > GuestLimits.MaxLines ? new TooManyLines(GuestLimits.MaxLines) { Field = "lines" }
            : round;
    }

    /// <summary>How many rounds the restaurant has not looked at: of this table, or of this phone on the web.</summary>
    private async Task<int> WaitingAsync(GuestPlace place, Order order, CancellationToken ct) => place.IsTable
        ? await db.Set<OrderLine>().Where(l => l.OrderId == order.Id && l.State == LineState.Waiting)
        .Select(l => l.PlacedAt).Distinct().CountAsync(ct)
        : await db.Set<Order>()
        .CountAsync(o => o.GuestKey == place.GuestKey && o.ClosedAt == null && o.State == OrderState.Pending, ct);

    private List<OrderLine> Lines(Order order, IReadOnlyList<ChosenLine> chosen, string guestKey, Actor actor)
    {
        var (by, now) = (actor.Name, db.Time.GetUtcNow());
        return [.. chosen.Select((line, i) => OrderLine.Of(order.BranchId, order.Id, i, line, by, now, guestKey))];
    }

    /// <summary>A new order is the guest's alone until somebody says yes; one a waiter has opened stays open.</summary>
    private void Wait(Order order)
    {
        if (db.IsNew(order)) order.Wait();
    }

    private async Task<Outcome<Done>> SendAsync(
        UnitOfWork work, Order order, List<OrderLine> lines, Actor actor, CancellationToken ct)
    {
        var taken = await stock.TakeAsync(
            lines.GroupBy(l => l.ItemId).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity)), ct);
        if (!taken.Ok) return taken.Error;
        await KitchenSender.SendAsync(db, work, order, lines, actor.Name, ct);
        return Done.It;
    }

    private static PriceChanged Changed(GuestPlace place, long seen, PricedBill bill) =>
        new(new(seen, place.Restaurant.Currency), new(bill.PayableMinor, place.Restaurant.Currency));

    private sealed record Round(IReadOnlyList<ChosenLine> Lines, PricedBill Bill);
}
