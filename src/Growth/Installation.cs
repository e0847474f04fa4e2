// Reviewed raw SQL: looks whether a database is empty, and cleans up after the model restaurant, in its scope or as the
// platform.
#pragma warning disable RS0030
using Npgsql;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Jobs;
using Restpy.Platform.Wall;

namespace Restpy.Growth;

/// <summary>The database that is filled, apart from the copies themselves.</summary>
internal static class Installation
{
    /// <exception cref="DatabaseRefusedException">It is not the owner's, not up to date, or not empty.</exception>
    public static async Task MustBeEmptyAsync(
        DatabaseOptions database, IReadOnlyList<string> demo, CancellationToken ct)
    {
        await using var connection = await OpenAsync(database, ct);
        if (await ScalarAsync(connection, "SELECT current_user::text", ct) is not string role
            || role != PostgresRoles.Owner)
            throw new DatabaseRefusedException(
                $"Sign in as {PostgresRoles.Owner}: whole restaurants are written by the owner of the tables, each "
                    + $"in its own scope.");
        if (await ScalarAsync(connection, "SELECT to_regclass('public.schema_migration') IS NOT NULL", ct) is not true
            || await Migrations.ArePendingAsync(connection, ct))
            throw new DatabaseRefusedException(
                "The tables are not those of this version. First: ./restpy migrate --database \"…\"");
        await using var others =
            new NpgsqlCommand(
                "SELECT slug FROM tenancy_restaurant WHERE NOT is_canary AND slug <> ALL (@demo) ORDER BY slug LIMIT 1",
                connection);
        others.Parameters.AddWithValue("demo", demo.ToArray());
        if (await others.ExecuteScalarAsync(ct) is string there)
            throw new DatabaseRefusedException(
                $"The database holds a restaurant that is not the demo's ({there}). Invented trade is not put beside "
                    + $"anybody's own: name an empty database.");
    }

    /// <summary>
    /// The months the trade will lie in, as they would stand there had the restaurant traded all along.
    /// </summary>
    public static async Task MakeMonthsAsync(DatabaseOptions database, DateTimeOffset since, CancellationToken ct)
    {
        await using var connection = await OpenAsync(database, ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var say =
            new NpgsqlCommand(
                "SELECT set_config('app.door', 'migration', true), set_config('restpy.since', @since, true)",
                connection)
            { Parameters = { new("since", since.ToString("O")) } };
        await say.ExecuteNonQueryAsync(ct);
        // The demo's log may be there already: then its part stays in one piece, and this trade's past with it.
        await using var make = new NpgsqlCommand(
            """
            DO $$
            DECLARE
                first timestamp := date_trunc('month', current_setting('restpy.since')::timestamptz AT TIME ZONE 'UTC');
            BEGIN
                IF EXISTS (SELECT FROM public.audit_entry) THEN RETURN; END IF;
                ALTER TABLE public.audit_entry DETACH PARTITION activity.audit_entry_before;
                EXECUTE format('ALTER TABLE public.audit_entry ATTACH PARTITION activity.audit_entry_before FOR VALUES FROM (MINVALUE) TO (%L)', upkeep.first_id(first AT TIME ZONE 'UTC'));
                WHILE first < date_trunc('month', now() AT TIME ZONE 'UTC') LOOP
                    EXECUTE format('CREATE TABLE activity.%I (LIKE public.audit_entry)', 'audit_entry_' || to_char(first, 'YYYY_MM'));
                    EXECUTE format('ALTER TABLE public.audit_entry ATTACH PARTITION activity.%I FOR VALUES FROM (%L) TO (%L)', 'audit_entry_' || to_char(first, 'YYYY_MM'),
                        upkeep.first_id(first AT TIME ZONE 'UTC'), upkeep.first_id((first + interval '1 month') AT TIME ZONE 'UTC'));
                    EXECUTE format('CALL upkeep.close_month(%L)', 'activity.audit_entry_' || to_char(first, 'YYYY_MM'));
                    first := first + interval '1 month';
                END LOOP;
                PERFORM upkeep.make_activity_months();
            END;
            $$
            """, connection);
        await make.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Rows past their age, which the product would have removed by now.</summary>
    public static async Task ForgetAsync(DatabaseOptions database, Guid model, IReadOnlyList<Retention> retentions,
        DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await OpenAsync(database, ct);
        foreach (var retention in retentions)
        {
            // What is of no restaurant is not copied either.
            if (await ScalarAsync(connection,
                $"SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = '{retention.Table}'::regclass AND attname "
                    + $"= 'restaurant_id')", ct) is not true) continue;
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await EnterAsync(connection, model, ct);
            await using var delete = new NpgsqlCommand(
                $"DELETE FROM {retention.Table} WHERE restaurant_id = @r AND {retention.Column} < @limit", connection);
            delete.Parameters.AddWithValue("r", model);
            delete.Parameters.AddWithValue(
                "limit", (now - retention.Kept).UtcTicks / 10 - DateTimeOffset.UnixEpoch.Ticks / 10);
            await delete.ExecuteNonQueryAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }

    /// <summary>
    /// Sets places in the live stream aside for the events of all restaurants and numbers the model's. They are given
    /// at once:
    /// a running product would otherwise send a million old events to its screens, one round after the other.
    /// </summary>
    /// <returns>The first place after the model's.</returns>
    public static async Task<long> GivePlacesAsync(
        DatabaseOptions database, Guid model, int restaurants, CancellationToken ct)
    {
        await using var connection = await OpenAsync(database, ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await EnterAsync(connection, model, ct);
        await using var count = new NpgsqlCommand("SELECT count(*) FROM platform_outbox WHERE restaurant_id = @r",
            connection)
        { Parameters = { new("r", model) } };
        var events = (long)(await count.ExecuteScalarAsync(ct))!;
        await EnterAsync(connection, AuditEntry.OfThePlatform, ct);
        await using var take = new NpgsqlCommand(
            """
            INSERT INTO platform_counter (restaurant_id, id, series, period, last) VALUES (@r, @i, 'live', 'position', @n)
            ON CONFLICT (restaurant_id, series, period) DO UPDATE SET last = platform_counter.last + EXCLUDED.last RETURNING last
            """, connection)
        { Parameters = { new("r", AuditEntry.OfThePlatform), new("i", Id.New()), new("n", events * restaurants) } };
        var first = (long)(await take.ExecuteScalarAsync(ct))! - (events * restaurants) + 1;
        await EnterAsync(connection, model, ct);
        await using var number = new NpgsqlCommand(
            "UPDATE platform_outbox o SET position = n.place FROM (SELECT id, @first + row_number() OVER (ORDER BY "
                + "at, id) - 1 AS place FROM platform_outbox WHERE restaurant_id = @r) n WHERE o.restaurant_id = @r "
                + "AND o.id = n.id",
            connection)
        { Parameters = { new("r", model), new("first", first) } };
        await number.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return first + events;
    }

    /// <summary>
    /// Table by table: ANALYZE of everything also meets the temporary tables of connections that are closing, and
    /// fails.
    /// </summary>
    public static async Task AnalyzeAsync(DatabaseOptions database, IEnumerable<string> tables, CancellationToken ct)
    {
        await using var connection = await OpenAsync(database, ct);
        await using var analyze = new NpgsqlCommand($"ANALYZE {string.Join(", ", tables)}", connection);
        await analyze.ExecuteNonQueryAsync(ct);
    }

    public static async Task<NpgsqlConnection> OpenAsync(DatabaseOptions database, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    /// <summary>
    /// Until the end of the transaction the wall lets rows of this restaurant through and no other's.
    /// </summary>
    public static async Task EnterAsync(NpgsqlConnection connection, Guid restaurant, CancellationToken ct)
    {
        await using var say = new NpgsqlCommand("SELECT set_config('app.restaurant_id', @r, true)", connection)
        {
            Parameters = { new("r", restaurant.ToString()) },
        };
        await say.ExecuteNonQueryAsync(ct);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct);
    }
}
