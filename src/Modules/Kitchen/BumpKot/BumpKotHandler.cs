using Restpy.Kernel;
using Restpy.Kitchen.Contract;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;

namespace Restpy.Kitchen.BumpKot;

/// <summary>A voided line must be seen before its ticket goes: otherwise the dish is cooked and thrown away.</summary>
internal sealed record VoidNotSeen() : Error(ErrorKind.Conflict);

/// <summary>The cooks have finished a KOT: it leaves the board. A bumped one stays as it is.</summary>
internal sealed class BumpKotHandler(RestpyDb db, KitchenTickets tickets)
{
    public async Task<Outcome<Done>> HandleAsync(Guid kotId, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (await tickets.LockAsync(work, kotId, ct) is not { } kot) return new NotFound("KOT");
        if (await kot.HasUnseenVoidAsync(ct)) return new VoidNotSeen();
        if (kot.IsBumped) return Done.It;
        kot.Bump();
        kot.Act("kitchen.kot-bumped", $"KOT {kot.Number} · {kot.Label}");
        db.Publish(new KotBumped(kot.Id, kot.OrderId));
        return await work.SaveAsync(Done.It, ct);
    }
}
