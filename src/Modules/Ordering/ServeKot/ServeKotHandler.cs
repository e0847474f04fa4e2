using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;

namespace Restpy.Ordering.ServeKot;

public sealed record ServeKotRequest(Guid CommandId);

/// <summary>The waiter brought the dishes of a KOT to the guests.</summary>
internal sealed class ServeKotHandler(RestpyDb db)
{
    public async Task<Outcome<Done>> HandleAsync(Guid kotId, Actor actor, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        if (!await work.LockAsync<Kot>(kotId, ct)) return new NotFound("KOT");
        if (await db.Set<Kot>().FirstOrDefaultAsync(k => k.Id == kotId, ct) is not { } kot) return new NotFound("KOT");
        if (kot.ServedAt is not null) return Done.It;
        var served = kot.Serve(actor.Name, db.Time.GetUtcNow());
        if (!served.Ok) return served.Error;
        db.Act("order.kot-served", kot, $"KOT {kot.Number} · {kot.Label}");
        db.Publish(new KotServed(kot.Id, kot.OrderId));
        return await work.SaveAsync(Done.It, ct);
    }
}
