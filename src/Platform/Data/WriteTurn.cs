using System.Data.Common;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Restpy.Platform.Data;

/// <summary>
/// SQLite has one writer. Waiting here, in order and without holding a thread, costs microseconds; waiting inside SQLite
/// means its busy handler, which sleeps 150 ms at a time. Whoever has the turn works on the one connection all writers
/// share: its pages are never made old by somebody else's write, and its statements stay prepared. On PostgreSQL everybody
/// goes at once, each on a connection of their own.
/// </summary>
public sealed class WriteTurn(DatabaseOptions options) : IDisposable
{
    private readonly SemaphoreSlim? _turn = options.IsSqlite ? new(1, 1) : null;
    private DbConnection? _shared;

    internal async Task TakeAsync(RestpyDb db, CancellationToken ct)
    {
        if (_turn is null) return;
        await _turn.WaitAsync(ct);
        try
        {
            var connection = Of(db);
            connection.WorkOn(_shared ??= connection.OpenOne());
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    internal void Release(RestpyDb db)
    {
        if (_turn is null) return;
        try
        {
            Of(db).WorkOn(null);
            // A rollback that failed: the next writer gets a connection without a past.
            if (_shared is { } shared && !KeptConnection.IsClean(shared))
            {
                _shared = null;
                shared.Dispose();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _shared?.Dispose();
        _turn?.Dispose();
    }

    private static KeptConnection Of(RestpyDb db) => (KeptConnection)db.GetService<IRelationalConnection>();
}
