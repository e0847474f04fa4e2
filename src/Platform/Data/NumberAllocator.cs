// Reviewed raw SQL: the counter, with restaurant_id from the scope as a parameter.
#pragma warning disable RS0030
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>
/// Gives numbers on PostgreSQL beside the transaction that wants them. In it, the counter's row would stay locked until
/// the commit, and all rounds of a branch would follow each other. On connections of its own, so that a use case that
/// holds one of the others never waits for a second of them.
/// </summary>
internal sealed class NumberAllocator(DatabaseOptions database) : IDisposable
{
    // Not waiting for the disk is safe: whoever stores the number commits later, and PostgreSQL's log is written in
    // order.
    // And for whom: this connection knows nothing of the one that has the transaction.
    private const string Quick =
        "SELECT set_config('synchronous_commit', 'off', true), set_config('app.restaurant_id', @r, true)";

    // Nothing for a command that was done before: its repeat will get the first answer and needs no number.
    private const string Give =
        """
        INSERT INTO platform_counter (restaurant_id, id, series, period, last)
        SELECT @r, @i, @s, @p, @n WHERE NOT EXISTS (SELECT 1 FROM platform_command WHERE restaurant_id = @r AND id = @c)
        ON CONFLICT (restaurant_id, series, period) DO UPDATE SET last = platform_counter.last + EXCLUDED.last RETURNING last
        """;

    private readonly Lazy<DedicatedPool> _pool = new(
        () => new(database.ConnectionString, said => (said.ApplicationName, said.MaxPoolSize) = ("restpy numbers", 8)));

    /// <returns>Of each draw, the last of the numbers given.</returns>
    /// <exception cref="DbUpdateException">The command of this scope was done before.</exception>
    public async Task<long[]> LastAsync(WorkScope scope, IReadOnlyList<Draw> draws, CancellationToken ct)
    {
        await using var connection = await _pool.Value.OpenAsync(ct);
        // All statements of one trip are one transaction.
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new(Quick) { Parameters = { new("r", scope.Restaurant.ToString()) } });
        foreach (var draw in draws)
        {
            batch.BatchCommands.Add(new(Give)
            {
                Parameters =
                {
                    new("r", scope.Restaurant), new("i", Id.New()), new("s", draw.Series), new("p", draw.Period),
                    new("n", (long)draw.Count), new("c", scope.Command?.Id ?? Guid.Empty),
                },
            });
        }
        await using var answer = await batch.ExecuteReaderAsync(ct);
        var lasts = new long[draws.Count];
        for (var i = 0; i < lasts.Length; i++)
        {
            await answer.NextResultAsync(ct);
            lasts[i] = await answer.ReadAsync(ct) ? answer.GetInt64(0)
                : throw new DbUpdateException("The command was done before.");
        }
        return lasts;
    }

    public void Dispose()
    {
        if (_pool.IsValueCreated) _pool.Value.Dispose();
    }
}
