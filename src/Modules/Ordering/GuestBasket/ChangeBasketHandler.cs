using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Ordering.GuestPages;
using Restpy.Platform.Data;

namespace Restpy.Ordering.GuestBasket;

/// <param name="Quantity">How many of it from now on; 0 takes the line out.</param>
internal sealed record ChangeBasketRequest(Guid LineId, int Quantity);

/// <summary>Changes how many of a dish a guest wants, or takes it out of the basket.</summary>
internal sealed class ChangeBasketHandler(RestpyDb db)
{
    public async Task<Outcome<Done>> HandleAsync(GuestPlace place, ChangeBasketRequest request, CancellationToken ct)
    {
        if (request.Quantity is < 0 or > GuestLimits.MaxOfDish)
            return new QuantityOutOfRange(GuestLimits.MaxOfDish) { Field = "quantity" };
        await using var work = await db.BeginAsync(ct);
        var lines = await db.BasketOf(place).ToListAsync(ct);
        if (lines.FirstOrDefault(l => l.Id == request.LineId) is not { } line) return new NotFound("line");
        if (lines.Where(l => l.ItemId == line.ItemId && l != line)
            .Sum(l => l.Quantity) + request.Quantity > GuestLimits.MaxOfDish)
            return new QuantityOutOfRange(GuestLimits.MaxOfDish) { Field = "quantity" };
        if (request.Quantity == 0) db.Remove(line);
        else line.Quantity = request.Quantity;
        return await work.SaveAsync(Done.It, ct);
    }
}
