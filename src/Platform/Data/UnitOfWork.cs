// Reviewed raw SQL: the counter, with restaurant_id from the scope as a parameter.
#pragma warning disable RS0030
using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Restpy.Kernel;
using Restpy.Platform.Live;
using Restpy.Platform.Rows;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Data;

/// <summary>
/// The one transaction of a use case: begin, find, refuse or act, save. Disposed without a save it leaves nothing
/// behind.
/// </summary>
public sealed partial class UnitOfWork : IAsyncDisposable
{
    private const string NextNumber =
        """
        INSERT INTO platform_counter (restaurant_id, id, series, period, last) VALUES (@r, @i, @s, @p, @n)
        ON CONFLICT (restaurant_id, series, period) DO UPDATE SET last = platform_counter.last + EXCLUDED.last RETURNING last
        """;

    private readonly RestpyDb _db;
    private readonly IDbContextTransaction _transaction;
    private readonly WriteQueue? _turn;
    private readonly Dictionary<Draw, long> _drawn = [];
    private bool _ended;

    /// <summary>What PostgreSQL was told in this transaction; null before its first command.</summary>
    internal DbTenant? Told { get; set; }

    private UnitOfWork(RestpyDb db, IDbContextTransaction transaction, WriteQueue? turn) =>
        (_db, _transaction, _turn) = (db, transaction, turn);

    // EF's own question reads the name of an assembly each time.
    private bool IsPostgres => _turn is null;

    internal static async Task<UnitOfWork> BeginAsync(RestpyDb db, bool alone, CancellationToken ct)
    {
        var turn = db.GetService<WriteQueue>();
        if (await turn.TakeAsync(db, alone, ct) is not { } shared)
            return db.UnitOfWork = new(db, await db.Database.BeginTransactionAsync(ct), null);
        try
        {
            return db.UnitOfWork = new(db, (await db.Database.UseTransactionAsync(shared, ct))!, turn);
        }
        catch
        {
            turn.GiveUp(db);
            throw;
        }
    }

    /// <summary>Saves, stores the answer for a repeat of the same command, commits, and wakes the screens.</summary>
    public async Task<TAnswer> SaveAsync<TAnswer>(TAnswer answer, CancellationToken ct)
    {
        if (_db.Scope.RightsAtSave is { } rights) await rights.KeepAsync(_db, ct);
        if (_db.Scope.Command is { } command)
        {
            _db.Add(new CommandRecord
            {
                RestaurantId = _db.Scope.Restaurant, Id = command.Id, RequestHash = command.RequestHash,
                Answer = JsonSerializer.Serialize(answer, Answers.Json), At = _db.Time.GetUtcNow(),
            });
        }
        await _db.SaveChangesAsync(ct);
        await CommitAsync(ct);
        return answer;
    }

    /// <summary>
    /// The next number of a series that may have no gaps. The row stays locked until commit: a rolled back use case
    /// gives its number back.
    /// </summary>
    public Task<long> NextAsync(string series, string period, CancellationToken ct) => NextAsync(series, period, 1, ct);

    /// <summary>
    /// Numbers of a series in which one may be missing: given at once and for good, so that on PostgreSQL nobody waits
    /// for the next one until this use case has committed. A use case that fails later leaves a gap; a repeated command
    /// does not.
    /// </summary>
    /// <param name="along">What this use case is about to draw as well: given in the same trip, kept until it is asked
    /// for.</param>
    /// <returns>The first of them.</returns>
    public async Task<long> DrawAsync(
        string series, string period, int count, CancellationToken ct, params IReadOnlyList<Draw> along)
    {
        var wanted = new Draw(series, period, count);
        if (!IsPostgres) return wanted.First(await NextAsync(series, period, count, ct));
        if (_drawn.Remove(wanted, out var kept)) return kept;
        Draw[] all = [wanted, .. along];
        var lasts = await _db.GetService<NumberAllocator>().LastAsync(_db.Scope, all, ct);
        for (var i = 1; i < all.Length; i++) _drawn[all[i]] = all[i].First(lasts[i]);
        return wanted.First(lasts[0]);
    }

    private async Task<long> NextAsync(string series, string period, int count, CancellationToken ct)
    {
        if (_db.Database.GetDbConnection() is SqliteConnection sqlite)
        {
            var next = SqliteStatements.Of(sqlite, NextNumber);
            object[] values = [_db.Scope.Restaurant, Id.New(), series, period, count];
            for (var i = 0; i < values.Length; i++) SqliteStatements.Bind(next, i + 1, values[i]);
            return SqliteStatements.Run(sqlite, next)!.Value;
        }
        return (long)(await ScalarAsync(NextNumber, ct, ("@r", _db.Scope.Restaurant), ("@i", Id.New()), ("@s", series),
            ("@p", period), ("@n", (long)count)))!;
    }

    /// <summary>
    /// Undoes what was prepared here, so that the use case can begin anew with something else to say.
    /// </summary>
    public async Task UndoAsync()
    {
        await DisposeAsync();
        _db.Forget();
    }

    public async ValueTask DisposeAsync()
    {
        if (_ended) return;
        // What was not committed did not happen.
        _db.Drop();
        try
        {
            await EndAsync();
        }
        finally
        {
            _turn?.GiveUp(_db);
        }
    }

    internal async Task CommitAsync(CancellationToken ct)
    {
        var (events, entries) = (_db.TakePublished(), _db.TakeRecorded());
        if (_turn is null) await _transaction.CommitAsync(ct);
        await EndAsync();
        // Streams must hear of commits in the order of their positions.
        void Tell()
        {
            if (events.Count == 0) return;
            _db.GetService<ProductMeters>().Committed(events);
            _db.GetService<IEventOrder>().Committed(events);
        }
        if (_turn is null) Tell();
        else await _turn.CommitAsync(_db, Tell);
        _db.GetService<ActivityLines>().Write(_db.Scope, entries);
    }

    private async Task EndAsync()
    {
        _db.UnitOfWork = null;
        await _transaction.DisposeAsync();
        _ended = true;
    }

    /// <returns>The first column of the first row, or null.</returns>
    internal async Task<object?> ScalarAsync(
        string sql, CancellationToken ct, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        return _turn is null ? await PostgresScope.ScalarAsync(_db, command, ct) : await command.ExecuteScalarAsync(ct);
    }

    /// <returns>How many rows it changed.</returns>
    internal async Task<int> RunAsync(string sql, CancellationToken ct, params (string Name, object Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        return _turn is null ? await PostgresScope.RunAsync(_db, command, ct) : await command.ExecuteNonQueryAsync(ct);
    }

    private DbCommand Command(string sql, (string Name, object Value)[] parameters)
    {
        var command = _db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = _transaction.GetDbTransaction();
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
        return command;
    }
}

/// <summary>So many numbers of a series in which one may be missing.</summary>
public readonly record struct Draw(string Series, string Period, int Count)
{
    internal long First(long last) => last - Count + 1;
}
