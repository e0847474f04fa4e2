#pragma warning disable RS0030 // As the roles themselves, past the product.
using Npgsql;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Jobs;
using Restpy.Platform.Wall;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Growth;

/// <summary>
/// The activity log in months: made ahead by whoever may not make tables, and the log for everybody as before.
/// </summary>
public sealed class ActivityMonthTests
{
    private const string Months =
        "SELECT relname FROM pg_class WHERE relnamespace = 'activity'::regnamespace AND relkind = 'r' ORDER BY relname";

    [Fact]
    public async Task The_application_makes_missing_months_and_nothing_else()
    {
        var (application, owner) = await NewAsync();
        var months = await RowsAsync(owner, Months);
        // Everything up to now, the rest, and three ahead.
        Assert.Equal(5, months.Count);
        Assert.Equal(0, await ActivityMonths.MakeAsync(application, default));
        await RunAsync(owner,
            $"SELECT set_config('app.door', 'migration', false); DROP TABLE "
                + $"activity.{months.Last(m => m.Contains("_20", StringComparison.Ordinal))}");
        Assert.Equal(1, await ActivityMonths.MakeAsync(application, default));
        Assert.Equal(months, await RowsAsync(owner, Months));
        // Made by it, the month is as closed as those the script made.
        Assert.Empty(await GapsAsync(owner));
        await using var app = await TestDatabases.OpenAsync(application.ConnectionString);
        foreach (var refused in new[] {
            "CREATE TABLE upkeep.jar (id uuid)", $"SELECT count(*) FROM activity.{months[0]}",
            $"DROP TABLE activity.{months[0]}", "SELECT upkeep.first_id(now())",
            "CALL upkeep.close_month('audit_entry')",
            "ALTER TABLE audit_entry DETACH PARTITION activity.audit_entry_rest" })
            Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => RunAsync(app, refused))).SqlState);
        await using var reporting =
            await TestDatabases.OpenAsync(TestDatabases.As(PostgresRoles.Reporting, application.ConnectionString));
        Assert.Equal("42501",
            (await Assert.ThrowsAsync<PostgresException>(
                () => RunAsync(reporting, "SELECT upkeep.make_activity_months()"))).SqlState);
    }

    [Fact]
    public async Task Months_are_made_while_a_node_leads_the_jobs()
    {
        var (application, owner) = await NewAsync();
        await using var leader = await TestDatabases.OpenAsync(application.ConnectionString);
        await RunAsync(leader, $"SELECT pg_advisory_lock({JobLeader.Lock})");
        await RunAsync(owner,
            $"SELECT set_config('app.door', 'migration', false); DROP TABLE "
                + $"activity.{(await RowsAsync(owner, Months)).Last(m => m.Contains("_20", StringComparison.Ordinal))}");
        Assert.Equal(1, await ActivityMonths.MakeAsync(application, default));
    }

    [Fact]
    public async Task An_entry_of_any_time_is_kept_and_found_and_a_late_month_is_left_out()
    {
        var (application, owner) = await NewAsync();
        var restaurant = Id.New();
        var (long_ago, now, far) =
            (DateTimeOffset.UtcNow.AddYears(-3), DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(2));
        await using var app = await TestDatabases.OpenAsync(application.ConnectionString);
        foreach (var at in new[] { long_ago, now, far }) await WriteAsync(app, restaurant, Id.At(at));
        Assert.Equal(["audit_entry_before", "audit_entry_before", "audit_entry_rest"],
            await RowsAsync(owner, $"SELECT set_config('app.restaurant_id', '{restaurant}', false)",
                "SELECT c.relname FROM audit_entry a JOIN pg_class c ON c.oid = a.tableoid ORDER BY 1"));
        // A month whose rows came first stays in the rest: made by hand, it would be refused, and no entry is moved.
        var month = (await RowsAsync(owner, Months)).Last(m => m.Contains("_20", StringComparison.Ordinal));
        await RunAsync(owner, $"DROP TABLE activity.{month}");
        var late = new DateTimeOffset(int.Parse(month[12..16]), int.Parse(month[17..]), 15, 0, 0, 0, TimeSpan.Zero);
        await WriteAsync(app, restaurant, Id.At(late));
        Assert.Equal(0, await ActivityMonths.MakeAsync(application, default));
        Assert.Equal(["4"], await RowsAsync(owner, "SELECT count(*)::text FROM audit_entry"));
    }

    [Fact]
    public async Task The_same_id_is_refused_twice_and_no_entry_is_changed_or_emptied_in_any_month()
    {
        var (application, owner) = await NewAsync();
        var (restaurant, id) = (Id.New(), Id.At(DateTimeOffset.UtcNow.AddMonths(2)));
        await using var app = await TestDatabases.OpenAsync(application.ConnectionString);
        await WriteAsync(app, restaurant, id);
        Assert.Equal(PostgresErrorCodes.UniqueViolation,
            (await Assert.ThrowsAsync<PostgresException>(() => WriteAsync(app, restaurant, id))).SqlState);
        await using var master = await TestDatabases.PastTheWallAsync(application);
        foreach (var month in (await RowsAsync(owner, Months)).Select(m => "activity." + m).Append("audit_entry"))
            foreach (var attack in new[] {
                $"TRUNCATE {month}", $"UPDATE {month} SET reason = 'x' WHERE id = '{id}'",
                $"DELETE FROM {month} WHERE id = '{id}'" })
                if (attack[0] == 'T' || month.EndsWith(Of(id), StringComparison.Ordinal) || month == "audit_entry")
                    Assert.Contains("append-only",
                        (await Assert.ThrowsAsync<PostgresException>(() => RunAsync((NpgsqlConnection)master, attack)))
                        .MessageText);

        static string Of(Guid id) =>
            DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(id.ToString("N")[..12], 16)).ToString("yyyy_MM");
    }

    [Fact]
    public async Task A_node_that_was_prepared_before_the_exchange_writes_on_after_it()
    {
        TestDatabases.NeedPostgres();
        var database = await TestDatabases.EmptyAsync(DatabaseKind.Postgres);
        await using var owner = await TestDatabases.OpenAsync(database.ConnectionString);
        var scripts = Migrations.Scripts(sqlite: false).ToList();
        await RunAsync(owner, "CREATE TABLE schema_migration (name text NOT NULL PRIMARY KEY)");
        await RunAsync(owner, $"SELECT set_config('app.door', 'migration', false)");
        foreach (var (name, sql) in scripts.TakeWhile(s => s.Name != "0012_growth")) await RunAsync(owner, sql);
        // As an old node has it: a connection with its statements prepared, and rows whose ids are as old as they are.
        var restaurant = Id.New();
        await using var app =
            await TestDatabases.OpenAsync(TestDatabases.As(PostgresRoles.Application, database.ConnectionString));
        await RunAsync(app, $"SELECT set_config('app.restaurant_id', '{restaurant}', false)");
        await using var write = new NpgsqlCommand(Insert, app)
        {
            Parameters = { new("r", restaurant), new("i", NpgsqlTypes.NpgsqlDbType.Uuid), new("at", 1L) },
        };
        await using var read = new NpgsqlCommand("SELECT count(*) FROM audit_entry WHERE restaurant_id = @r", app)
        {
            Parameters = { new("r", restaurant) }
        };
        await write.PrepareAsync();
        await read.PrepareAsync();
        for (var i = 0; i < 8; i++)
        {
            if (i == 4) await RunAsync(owner, scripts.Single(s => s.Name == "0012_growth").Sql);
            write.Parameters[1].Value = Id.New();
            await write.ExecuteNonQueryAsync();
            Assert.Equal(i + 1L, await read.ExecuteScalarAsync());
        }
        foreach (var (_, sql) in scripts.SkipWhile(s => s.Name != "0012_growth").Skip(1)) await RunAsync(owner, sql);
        Assert.Empty(await GapsAsync(owner));
    }

    private const string Insert =
        """
        INSERT INTO audit_entry (restaurant_id, id, at, actor_kind, person_name, role, ip, user_agent, action, object_type, object_id, object_label, changes)
        VALUES (@r, @i, @at, 'System', '', '', '', '', 'test.done', 'Test', @i, '', '[]')
        """;

    private static async Task<(DatabaseOptions Application, NpgsqlConnection Owner)> NewAsync()
    {
        TestDatabases.NeedPostgres();
        var application = DatabaseOptions.From(
            TestDatabases.NewFolder(), await TestDatabases.NewAsync(DatabaseKind.Postgres));
        var owner = await TestDatabases.OpenAsync(TestDatabases.As(PostgresRoles.Owner, application.ConnectionString));
        await RunAsync(owner, "SELECT set_config('app.door', 'migration', false)");
        return (application, owner);
    }

    private static async Task<IReadOnlyList<string>> GapsAsync(NpgsqlConnection owner) =>
        await PostgresWall.GapsAsync(owner, TestDatabases.Bypasses, default);

    private static async Task WriteAsync(NpgsqlConnection app, Guid restaurant, Guid id)
    {
        await RunAsync(app, $"SELECT set_config('app.restaurant_id', '{restaurant}', false)");
        await using var write = new NpgsqlCommand(Insert, app)
        {
            Parameters = { new("r", restaurant), new("i", id), new("at", 1L) },
        };
        await write.ExecuteNonQueryAsync();
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The rows of the last of the statements.</summary>
    private static async Task<List<string>> RowsAsync(NpgsqlConnection connection, params string[] statements)
    {
        foreach (var before in statements[..^1]) await RunAsync(connection, before);
        await using var command = new NpgsqlCommand(statements[^1], connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }
}
