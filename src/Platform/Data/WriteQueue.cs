using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Restpy.Platform.Rows;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Data;

/// <summary>
/// SQLite has one writer. Waiting here, in order and without holding a thread, costs microseconds; waiting inside
/// SQLite means its busy handler, which sleeps 150 ms at a time. Whoever has the turn works on the one connection all
/// writers share: its pages are never made old by somebody else's write, and its statements stay prepared.
/// <para>
/// Whoever is done while others wait leaves the commit to the last of them: one trip to the disk for all. Nobody is
/// answered before it. A use case that gives up takes back its own rows only, and those done before it are committed at
/// once, because what it tells its person may rest on them.
/// </para>
/// On PostgreSQL everybody goes at once, each on a connection of their own.
/// </summary>
public sealed class WriteQueue(DatabaseOptions options, ProductMeters meters) : IDisposable
{
    // Many enough to make the disk's part small, few enough that the first of them is answered within some
    // milliseconds.
    private const int MaxTogether = 8;

    private readonly Lock _lock = new();
    private readonly Queue<Waiting> _queue = [];
    private bool _taken;

    // Only whoever has the turn touches these.
    private readonly List<Done> _done = [];
    private SqliteConnection? _shared;
    private SqliteTransaction? _transaction;
    private RestpyDb? _writer;

    /// <summary>The transaction to work in, or null on PostgreSQL.</summary>
    /// <param name="db">Works on the shared connection from now on.</param>
    /// <param name="alone">For long work: those done before it are committed first, instead of waiting for its
    /// end.</param>
    /// <param name="ct">Gives up the place in the queue.</param>
    internal async Task<DbTransaction?> TakeAsync(RestpyDb db, bool alone, CancellationToken ct)
    {
        if (!options.IsSqlite) return null;
        var began = Stopwatch.GetTimestamp();
        if (Queue(alone) is { } waiting)
        {
            await using var givesUp = ct.Register(() => waiting.Turn.TrySetCanceled(ct));
            await waiting.Turn.Task;
        }
        meters.WaitedToWrite(began);
        try
        {
            var connection = Of(db);
            _shared ??= (SqliteConnection)connection.OpenOne(() => _writer?.Told ?? DbTenant.Nobody);
            if (_transaction is null) _transaction = _shared.BeginTransaction();
            // Within each other, one per use case of this commit; going back goes to the last of them.
            else Run("SAVEPOINT turn");
            connection.WorkOn(_shared);
            _writer = db;
            return _transaction;
        }
        catch
        {
            End();
            throw;
        }
    }

    /// <summary>
    /// The rows are written. Ends when they are on the disk, together with those of whoever comes right after.
    /// </summary>
    /// <param name="db">Goes back to its own connection.</param>
    /// <param name="committed">Called before anybody after it commits.</param>
    internal Task CommitAsync(RestpyDb db, Action committed)
    {
        Leave(db);
        var done = new Done(new(TaskCreationOptions.RunContinuationsAsynchronously), committed);
        _done.Add(done);
        if (_done.Count == MaxTogether || !PassOn(together: true)) End();
        return done.Answer.Task;
    }

    /// <summary>Takes back what the use case wrote.</summary>
    internal void GiveUp(RestpyDb db)
    {
        Leave(db);
        try
        {
            if (_done.Count == 0)
            {
                _transaction?.Rollback();
                _transaction = null;
            }
            else Run("ROLLBACK TO turn");
        }
        catch (Exception lost)
        {
            // A full or broken disk, and SQLite has taken back everything: also what others thought was done.
            Lose(lost);
        }
        End();
    }

    public void Dispose()
    {
        _transaction?.Dispose();
        _shared?.Dispose();
    }

    /// <summary>Commits whatever is done, answers those it belongs to, and passes the turn on.</summary>
    private void End()
    {
        try
        {
            if (_done.Count > 0) _transaction!.Commit();
            foreach (var done in _done)
            {
                done.Committed();
                done.Answer.SetResult();
            }
        }
        catch (Exception lost)
        {
            Lose(lost);
        }
        finally
        {
            _done.Clear();
            _transaction?.Dispose();
            _transaction = null;
            // The next writer gets a connection without a past.
            if (_shared is { } shared && !ReusedConnection.IsClean(shared))
            {
                _shared = null;
                shared.Dispose();
            }
            PassOn(together: false);
        }
    }

    private void Leave(RestpyDb db)
    {
        Of(db).WorkOn(null);
        _writer = null;
    }

    private void Lose(Exception reason)
    {
        foreach (var done in _done) done.Answer.TrySetException(reason);
        _done.Clear();
    }

    /// <returns>Null when the turn is there at once.</returns>
    private Waiting? Queue(bool alone)
    {
        lock (_lock)
        {
            if (!_taken)
            {
                _taken = true;
                return null;
            }
            var waiting = new Waiting(new(TaskCreationOptions.RunContinuationsAsynchronously), alone);
            _queue.Enqueue(waiting);
            return waiting;
        }
    }

    /// <param name="together">Only to somebody who may share the commit.</param>
    /// <returns>False when nobody took it.</returns>
    private bool PassOn(bool together)
    {
        lock (_lock)
        {
            while (_queue.TryPeek(out var next))
            {
                if (together && next.Alone && !next.Turn.Task.IsCanceled) return false;
                _queue.Dequeue();
                if (next.Turn.TrySetResult()) return true;
            }
            if (!together) _taken = false;
            return false;
        }
    }

    private void Run(string sql) => SqliteStatements.Run(_shared!, SqliteStatements.Of(_shared!, sql));

    private static ReusedConnection Of(RestpyDb db) => (ReusedConnection)db.GetService<IRelationalConnection>();

    private sealed record Waiting(TaskCompletionSource Turn, bool Alone);

    private sealed record Done(TaskCompletionSource Answer, Action Committed);
}
