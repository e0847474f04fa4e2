using Microsoft.Data.Sqlite;

namespace Restpy.Bench.Floor;

/// <summary>One connection, prepared statements, writers one after another, synchronous=FULL.</summary>
internal sealed class SqliteFloor(string file) : IOrderFloor
{
    private readonly SqliteConnection _connection = new($"Data Source={file};Foreign Keys=True");
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    public async Task PrepareAsync()
    {
        await _connection.OpenAsync();
        Run("PRAGMA journal_mode = WAL");
        Run("PRAGMA synchronous = FULL");
        foreach (var table in Rows.Tables) Run(string.Format(null, table, "TEXT"));
    }

    public async Task<Guid> PlaceAsync(FloorOrder order, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            using var transaction = _connection.BeginTransaction();
            var id = Guid.CreateVersion7();
            var number = (long)Prepared(Rows.Count, Rows.Counter("order"), transaction).ExecuteScalar()!;
            var kot = (long)Prepared(Rows.Count, Rows.Counter("kot"), transaction).ExecuteScalar()!;
            foreach (var (sql, values) in Rows.Of(id, order, number, kot)) Prepared(sql, values, transaction).ExecuteNonQuery();
            transaction.Commit();
            return id;
        }
        finally
        {
            _turn.Release();
        }
    }

    private SqliteCommand Prepared(string sql, object[] values, SqliteTransaction transaction)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter($"@p{i}", values[i]));
            _prepared[sql] = command;
        }
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command;
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
