// Reviewed raw SQL: writes one restaurant at a time, each in its own scope, with the wall in force for every row.
#pragma warning disable RS0030
using Npgsql;
using Restpy.Platform.Data;

namespace Restpy.Growth;

/// <summary>
/// Writes the other restaurants, one transaction each. PostgreSQL copies into no table with row-level security, and
/// neither should it: the rows go into a table of this connection and from there through the wall, which has been told
/// whose they are. A row that still names somebody else stops the restaurant it is in.
/// </summary>
internal static class Copies
{
    private const int Told = 50;

    /// <param name="database">As its owner.</param>
    /// <param name="tables">Of the model.</param>
    /// <param name="model">Its id.</param>
    /// <param name="restaurants">The model counts as the first.</param>
    /// <param name="firstPosition">In the live stream, after the model's.</param>
    /// <param name="say">Is told every now and then how many are there.</param>
    /// <param name="ct">Stops after the restaurants being written.</param>
    public static async Task WriteAsync(DatabaseOptions database, IReadOnlyList<TableRows> tables, Guid model,
        int restaurants, long firstPosition, Action<int, int> say, CancellationToken ct)
    {
        var events = tables.Where(t => t.Name == "platform_outbox").Sum(t => t.Rows);
        // The times of the ids have changed in what was read, and the restaurant's own with them.
        var own = tables.Single(t => t.Name == "tenancy_restaurant");
        var retimed = own.Uuid(own.Values().Single()[own.Columns.ToList().FindIndex(c => c.Name == "id")].At);
        if (retimed == model)
            throw new InvalidOperationException("The model's ids have not been given the times of their rows.");
        var (next, done) = (1, 1);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Environment.ProcessorCount, Math.Max(1, restaurants - 1)))
            .Select(_ => Task.Run(WorkAsync, ct)));

        async Task WorkAsync()
        {
            await using var connection = await Installation.OpenAsync(database, ct);
            foreach (var table in tables.Where(t => t.Rows > 0))
                await RunAsync(connection,
                    $"CREATE TEMP TABLE pg_temp.\"copy_{table.Name}\" AS SELECT {table.List} FROM {table.Name} WITH "
                        + $"NO DATA", ct);
            var buffer = new byte[tables.Max(t => t.Length)];
            while (Interlocked.Increment(ref next) is var restaurant && restaurant <= restaurants)
            {
                await using var transaction = await connection.BeginTransactionAsync(ct);
                await Installation.EnterAsync(connection, IdMask.Of(restaurant).Apply(retimed), ct);
                foreach (var table in tables.Where(t => t.Rows > 0))
                {
                    table.Write(buffer, restaurant, firstPosition + ((restaurant - 2L) * events));
                    await CopyAsync(connection, table, buffer, ct);
                }
                await transaction.CommitAsync(ct);
                if (Interlocked.Increment(ref done) is var there && (there % Told == 0 || there == restaurants))
                    say(there, restaurants);
            }
        }
    }

    private static async Task CopyAsync(
        NpgsqlConnection connection, TableRows table, byte[] buffer, CancellationToken ct)
    {
        var here = $"pg_temp.\"copy_{table.Name}\"";
        await RunAsync(connection, $"TRUNCATE {here}", ct);
        await using (var copy =
            await connection.BeginRawBinaryCopyAsync($"COPY {here} ({table.List}) FROM STDIN (FORMAT binary)", ct))
            await copy.WriteAsync(buffer.AsMemory(0, table.Length), ct);
        await RunAsync(connection, $"INSERT INTO {table.Name} ({table.List}) SELECT {table.List} FROM {here}", ct);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
