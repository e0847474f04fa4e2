using Restpy.Kernel;
using Restpy.Kitchen.Contract;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;

namespace Restpy.Kitchen.TickDish;

public sealed record TickRequest(Guid CommandId, bool Ticked);

/// <summary>Strikes a dish as made, or takes the stroke back.</summary>
internal sealed class TickDishHandler(RestpyDb db, KitchenTickets tickets)
{
    public async Task<Outcome<Done>> HandleAsync(Guid lineId, TickRequest request, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await tickets.LockLineAsync(work, lineId, ct) is not { } line) return new NotFound("line");
        line.Tick(request.Ticked ? db.Time.GetUtcNow() : null);
        line.Kot.Act(request.Ticked ? "kitchen.dish-ticked" : "kitchen.dish-unticked",
            $"KOT {line.Kot.Number}: {line.Name.In("en")}");
        db.Publish(new DishTicked(line.Kot.Id, line.Kot.OrderId));
        return await work.SaveAsync(Done.It, ct);
    }
}
