using Microsoft.Data.Sqlite;

namespace Restpy.Bench.Floor;

/// <summary>One connection, prepared statements, writers one after another, synchronous=FULL.</summary>
internal sealed class SqliteFloor(string file, string product) : IOrderFloor
{
    private readonly SqliteConnection _connection = new($"Data Source={file}");
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<string, SqliteCommand> _prepared = [];
    private OrderRows _rows = new();

    public async Task PrepareAsync()
    {
        await _connection.OpenAsync();
        Run("PRAGMA journal_mode = WAL");
        Run("PRAGMA synchronous = FULL");
        await using var source = new SqliteConnection($"Data Source={product};Mode=ReadOnly");
        await source.OpenAsync();
        _rows = await OrderRows.OfNewestAsync(source);
        // The product's tables and indexes as they are; references to tables that are not here cannot be kept.
        await using var schema = source.CreateCommand();
        schema.CommandText =
            $"SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL AND tbl_name IN "
                + $"('platform_counter', {string.Join(", ", OrderRows.Tables.Select(t =>
                    $"'{t.Table}'"))}) ORDER BY type DESC";
        await using var statement = await schema.ExecuteReaderAsync();
        Run("PRAGMA foreign_keys = OFF");
        while (await statement.ReadAsync()) Run(statement.GetString(0));
    }

    public async Task<Guid> PlaceAsync(FloorOrder order, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            using var transaction = _connection.BeginTransaction();
            var id = Place(order, transaction);
            transaction.Commit();
            return id;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task PlaceAllAsync(IReadOnlyList<FloorOrder> orders)
    {
        await _turn.WaitAsync();
        try
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var order in orders) Place(order, transaction);
            transaction.Commit();
        }
        finally
        {
            _turn.Release();
        }
    }

    private Guid Place(FloorOrder order, SqliteTransaction transaction)
    {
        var id = Guid.CreateVersion7();
        var number = (long)Prepared(OrderRows.Count, _rows.Counter("order"), transaction).ExecuteScalar()!;
        var kot = (long)Prepared(OrderRows.Count, _rows.Counter("kot"), transaction).ExecuteScalar()!;
        foreach (var (sql, values) in _rows.Of(id, order.CommandId, number, kot))
            Prepared(sql, values, transaction).ExecuteNonQuery();
        return id;
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
