using Restpy.Kernel;
using Restpy.Kitchen.Contract;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;

namespace Restpy.Kitchen.RecallKot;

/// <summary>The cooks take a bumped KOT back onto the board.</summary>
internal sealed class RecallKotHandler(RestpyDb db, KitchenTickets tickets)
{
    public async Task<Outcome<Done>> HandleAsync(Guid kotId, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await tickets.LockAsync(work, kotId, ct) is not { } kot) return new NotFound("KOT");
        kot.Recall();
        kot.Act("kitchen.kot-recalled", $"KOT {kot.Number} · {kot.Label}");
        db.Publish(new KotRecalled(kot.Id, kot.OrderId));
        return await work.SaveAsync(Done.It, ct);
    }
}
