using Npgsql;

namespace Restpy.Bench.Floor;

/// <summary>A pool, two counter statements, then all rows as one batch, then commit.</summary>
internal sealed class PostgresFloor(string connectionString, string product) : IOrderFloor
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 30, AutoPrepareMinUsages = 2 });

    private OrderRows _rows = new();

    /// <summary>The tables are there: bench/run.sh copies the product's.</summary>
    public async Task PrepareAsync()
    {
        await using var source = new NpgsqlConnection(product);
        await source.OpenAsync();
        _rows = await OrderRows.OfNewestAsync(source);
    }

    public async Task<Guid> PlaceAsync(FloorOrder order, CancellationToken ct)
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var id = await PlaceAsync(order, connection, transaction, ct);
        await transaction.CommitAsync(ct);
        return id;
    }

    public async Task PlaceAllAsync(IReadOnlyList<FloorOrder> orders)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var order in orders) await PlaceAsync(order, connection, transaction, default);
        await transaction.CommitAsync();
    }

    private async Task<Guid> PlaceAsync(
        FloorOrder order, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        var number = await NextAsync(connection, "order", ct);
        var kot = await NextAsync(connection, "kot", ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (sql, values) in _rows.Of(id, order.CommandId, number, kot))
        {
            var command = new NpgsqlBatchCommand(sql);
            for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"p{i}", values[i]);
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(ct);
        return id;
    }

    private async Task<long> NextAsync(NpgsqlConnection connection, string series, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(OrderRows.Count, connection);
        var values = _rows.Counter(series);
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"p{i}", values[i]);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
