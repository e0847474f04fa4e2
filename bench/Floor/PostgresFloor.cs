using Npgsql;

namespace Restpy.Bench.Floor;

/// <summary>A pool, two counter statements, then all rows as one batch, then commit.</summary>
internal sealed class PostgresFloor(string connectionString) : IOrderFloor
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 30, AutoPrepareMinUsages = 2 });

    public async Task PrepareAsync()
    {
        foreach (var table in Rows.Tables)
        {
            await using var command = _source.CreateCommand(string.Format(null, table, "uuid"));
            await command.ExecuteNonQueryAsync();
        }
    }

    public async Task<Guid> PlaceAsync(FloorOrder order, CancellationToken ct)
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var id = Guid.CreateVersion7();
        var number = await NextAsync(connection, "order", ct);
        var kot = await NextAsync(connection, "kot", ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var (sql, values) in Rows.Of(id, order, number, kot))
        {
            var command = new NpgsqlBatchCommand(sql);
            for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"p{i}", values[i]);
            batch.BatchCommands.Add(command);
        }
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return id;
    }

    private static async Task<long> NextAsync(NpgsqlConnection connection, string series, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Rows.Count, connection);
        var values = Rows.Counter(series);
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"p{i}", values[i]);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
