using Restpy.Kernel;
using Restpy.Kitchen.Contract;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;

namespace Restpy.Kitchen.SeeVoid;

/// <summary>The cook has seen that a line is off.</summary>
internal sealed class SeeVoidHandler(RestpyDb db, KitchenTickets tickets)
{
    public async Task<Outcome<Done>> HandleAsync(Guid lineId, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await tickets.LockLineAsync(work, lineId, ct) is not { } line) return new NotFound("line");
        line.SeeVoid(db.Time.GetUtcNow());
        line.Kot.Act("kitchen.void-seen", $"KOT {line.Kot.Number}: {line.Name.In("en")}");
        db.Publish(new VoidSeen(line.Kot.Id, line.Kot.OrderId));
        return await work.SaveAsync(Done.It, ct);
    }
}
