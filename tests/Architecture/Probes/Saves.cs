using Restpy.Platform.Data;

namespace Restpy.ArchitectureTests.Probes.Saves;

internal sealed class Inner(RestpyDb db)
{
    public async Task AskAsync(UnitOfWork work, CancellationToken ct)
    {
        await work.LockAsync("question", ct);
        await db.SaveChangesAsync(ct);
    }
}

internal sealed class Outer(RestpyDb db)
{
    public async Task AskAsync(CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        await work.SaveAsync(true, ct);
    }

    public async Task LookAsync(CancellationToken ct) => await db.SaveChangesAsync(ct);
}
