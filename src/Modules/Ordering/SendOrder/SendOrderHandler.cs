using Microsoft.EntityFrameworkCore;
using Restpy.Floor.Contract;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;

namespace Restpy.Ordering.SendOrder;

/// <summary>A waiter's round: to an open order, to a table, or over the counter.</summary>
/// <param name="OrderId">The open order, when the pad shows one: wherever its guests sit by now.</param>
/// <param name="TableId">Where there is none, or none any more, the table, whose open order is used or begun.</param>
/// <param name="Covers">How many sit there; 0 leaves it as it is.</param>
public sealed record SendOrderRequest(Guid CommandId, Guid? OrderId, Guid? TableId, OrderChannel Channel, int Covers,
    string? GuestName, string? GuestPhone, IReadOnlyList<LineRequest>? Lines);

public sealed record SendOrderAnswer(Guid OrderId, string Label, IReadOnlyList<int> Kots);

internal sealed record CoversOutOfRange(int Max) : Error(ErrorKind.Invalid);

internal sealed record TextTooLong(int Max) : Error(ErrorKind.Invalid);

internal sealed class SendOrderHandler(RestpyDb db, MenuCache menus, OrderFinder orders, Stock stock)
{
    public async Task<Outcome<SendOrderAnswer>> HandleAsync(SendOrderRequest request, Actor actor, CancellationToken ct)
    {
        if (request.Covers is < 0 or > OrderFinder.MaxCovers)
            return new CoversOutOfRange(OrderFinder.MaxCovers) { Field = "covers" };
        if (request.GuestName?.Length > 80 || request.GuestPhone?.Length > 20)
            return new TextTooLong(80) { Field = "guestName" };
        var menu = await menus.OfAsync(db.Scope.Restaurant, db.Scope.Branch, ct);
        var chosen = DishSelection.All(menu, request.Lines);
        if (!chosen.Ok) return chosen.Error;

        await using var work = await db.BeginAsync(ct);
        var target = new OrderTarget(request.OrderId, request.TableId, request.Channel)
        {
            Covers = request.Covers, GuestName = CleanText.Line(request.GuestName),
            GuestPhone = CleanText.Line(request.GuestPhone),
            Kots = chosen.Value.Select(l => l.Item.Station).Distinct().Count(),
        };
        var found = await orders.OpenAsync(work, target, ct);
        if (!found.Ok) return found.Error;
        var order = found.Value;
        if (order.MayTakeLines() is { Ok: false } refused) return refused.Error;
        if (order.Channel != OrderChannel.Training)
        {
            var taken = await stock.TakeAsync(
                chosen.Value.GroupBy(l => l.Item.Id).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity)), ct);
            if (!taken.Ok) return taken.Error;
        }

        order.ServedBy(actor.PersonId ?? Guid.Empty, actor.Name);
        var now = db.Time.GetUtcNow();
        var lines = chosen.Value.Select((c, i) => OrderLine.Of(order.BranchId, order.Id, i, c, actor.Name, now))
            .ToList();
        foreach (var line in lines) db.Add(line);
        var kots = await KitchenSender.SendAsync(db, work, order, lines, actor.Name, ct);
        db.Act("order.sent", order, order.Label);
        db.Publish(new OrderSent(order.Id));
        return await work.SaveAsync(new SendOrderAnswer(order.Id, order.Label, [.. kots.Select(k => k.Number)]), ct);
    }
}
