using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering.GuestPages;
using Restpy.Platform.Data;

namespace Restpy.Ordering.GuestDish;

internal sealed record AddToBasketRequest(LineRequest Line);

internal sealed record AddedToBasket(Guid LineId, int Quantity);

/// <summary>
/// Puts a dish into the phone's basket. The same dish with the same wishes raises the line that is there.
/// </summary>
internal sealed class AddToBasketHandler(RestpyDb db, MenuCache menus)
{
    public async Task<Outcome<AddedToBasket>> HandleAsync(
        GuestPlace place, AddToBasketRequest request, CancellationToken ct)
    {
        if (place.Refusal is { } closed) return closed;
        var menu = await menus.OfAsync(db.Scope.Restaurant, db.Scope.Branch, ct);
        var wanted = request.Line;
        if (!menu.Items.TryGetValue(wanted.ItemId, out var dish)) return new DishNotOnMenu();
        if (wanted.Quantity is < 1 or > GuestLimits.MaxOfDish)
            return new QuantityOutOfRange(GuestLimits.MaxOfDish) { Field = "quantity" };
        if (dish is { SoldOut: false, Left: { } left } && left < wanted.Quantity)
            return new OnlySoManyLeft(dish.Name, left) { Field = "quantity" };
        var chosen = DishSelection.One(menu, wanted);
        if (!chosen.Ok) return chosen.Error;

        await using var work = await db.BeginAsync(ct);
        var lines = await db.BasketOf(place).ToListAsync(ct);
        if (lines.Where(l => l.ItemId == dish.Id).Sum(l => l.Quantity) + wanted.Quantity > GuestLimits.MaxOfDish)
            return new TooManyOfDish(dish.Name, GuestLimits.MaxOfDish) { Field = "quantity" };
        var line = lines.FirstOrDefault(
            l => l.ItemId == dish.Id && l.Choice == chosen.Value.Choice && l.Note == chosen.Value.Note);
        if (line is null && lines.Count >= GuestLimits.MaxLines) return new TooManyLines(GuestLimits.MaxLines);
        db.RemoveRange(await db.LeftBehindBy(place).ToListAsync(ct));
        if (line is null) db.Add(line = New(place, chosen.Value));
        else line.Quantity += wanted.Quantity;
        return await work.SaveAsync(new AddedToBasket(line.Id, line.Quantity), ct);
    }

    private BasketLine New(GuestPlace place, ChosenLine chosen) => new()
    {
        Id = Id.New(), BranchId = place.Branch.Id, GuestKey = place.GuestKey, ItemId = chosen.Item.Id,
        Choice = chosen.Choice, Note = chosen.Note,
        Quantity = chosen.Quantity, At = db.Time.GetUtcNow(),
    };
}
