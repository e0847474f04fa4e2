namespace Restpy.Platform.Data;

/// <summary>
/// SQLite has one writer. Waiting here, in order and without holding a thread, costs microseconds; waiting inside SQLite
/// means its busy handler, which sleeps 150 ms at a time. On PostgreSQL everybody goes at once.
/// </summary>
public sealed class WriteTurn(DatabaseOptions options)
{
    private readonly SemaphoreSlim? _turn = options.IsSqlite ? new(1, 1) : null;

    public Task TakeAsync(CancellationToken ct) => _turn?.WaitAsync(ct) ?? Task.CompletedTask;

    public void Release() => _turn?.Release();
}
