#pragma warning disable RS0030 // A bypass is tried from outside, with the words that open it.
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Restpy.Floor.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Platform.Jobs;
using Restpy.Platform.Wall;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Wall;

/// <summary>
/// Each bypass opens its tables to its role, and nothing else; one with a key opens the rows of that key alone.
/// </summary>
public sealed class TenantBypassTests(SharedProducts products)
{
    public static readonly TheoryData<string> Names = [.. TestDatabases.Bypasses.All.Select(d => d.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task On_postgres_it_opens_what_it_says(string name)
    {
        TestDatabases.NeedPostgres();
        var (bypass, restpy) =
            (TestDatabases.Bypasses.All.Single(d => d.Name == name), await products.OnAsync(DatabaseKind.Postgres));
        await restpy.AsAsync("waiter@spice-garden.example");
        await restpy.AsAsync("waiter@maison-lumiere.example");
        var database = restpy.Services.GetRequiredService<DatabaseOptions>();
        await using var role = await TestDatabases.OpenAsync(TestDatabases.As(bypass.Role, database.ConnectionString));
        await using var master = await TestDatabases.PastTheWallAsync(database);
        foreach (var table in Tables(restpy))
        {
            var opening = bypass.Tables.SingleOrDefault(o => o.Table == table);
            var key = bypass.Key is null ? null
                : await ValueAsync(master, $"SELECT {bypass.Key}::text FROM {bypass.Tables[0].Table} LIMIT 1");
            var there = await ValueAsync(master,
                $"SELECT count(*)::text FROM "
                    + $"{table}{(opening is null || key is null ? "" : $" WHERE {bypass.Key}::text = '{key}'")}")
                        ?? "0";
            var words = new DbTenant(null, key is null ? bypass.Name : $"{bypass.Name}:{key}");
            var seen = await TryAsync(role, $"SELECT count(*) FROM {table}", words);
            if (opening is null) Assert.Contains(seen, new[] { "0", "permission denied" });
            else Assert.InRange(long.Parse(seen), long.Parse(there) > 0 ? 1 : 0, long.Parse(there));
            if (opening is not null && key is not null)
                Assert.Equal("0", await TryAsync(role, $"SELECT count(*) FROM {table}", new(null, bypass.Name)));
            // What it does not open, it does not change, whatever the role is granted; never committed.
            if (opening?.Verbs.Contains("DELETE") != true)
                Assert.Contains(await TryAsync(role,
                    $"WITH gone AS (DELETE FROM {table} RETURNING 1) SELECT count(*) FROM gone", words),
                    new[] { "0", "permission denied" });
        }
    }

    [Fact]
    public async Task On_postgres_no_other_role_goes_through_one()
    {
        TestDatabases.NeedPostgres();
        var restpy = await products.OnAsync(DatabaseKind.Postgres);
        var database = restpy.Services.GetRequiredService<DatabaseOptions>();
        foreach (var other in PostgresRoles.All)
        {
            await using var role = await TestDatabases.OpenAsync(TestDatabases.As(other, database.ConnectionString));
            foreach (var bypass in TestDatabases.Bypasses.All.Where(d => d.Role != other && d.Key is null))
                foreach (var opening in bypass.Tables)
                    Assert.Contains(await TryAsync(role, $"SELECT count(*) FROM {opening.Table}",
                        new(null, bypass.Name)),
                        new[] { "0", "permission denied" });
        }
    }

    [Fact]
    public async Task On_postgres_reports_read_only_the_restaurant_they_name_and_change_nothing()
    {
        TestDatabases.NeedPostgres();
        var restpy = await products.OnAsync(DatabaseKind.Postgres);
        var database = restpy.Services.GetRequiredService<DatabaseOptions>();
        await using var reporting =
            await TestDatabases.OpenAsync(TestDatabases.As(PostgresRoles.Reporting, database.ConnectionString));
        var mine = await restpy.InAsync(
            "spice-garden", null, s => Task.FromResult(s.GetRequiredService<WorkScope>().Restaurant));
        Assert.Equal("0", await TryAsync(reporting, "SELECT count(*) FROM menu_item", DbTenant.Nobody));
        Assert.Equal(
            "1", await TryAsync(reporting, "SELECT count(DISTINCT restaurant_id) FROM menu_item", new(mine, "")));
        foreach (var refused in new[] {
            "SELECT count(*) FROM staff_person", "SELECT count(*) FROM staff_session",
            "SELECT count(*) FROM platform_key", "SELECT count(*) FROM audit_entry",
            "WITH gone AS (DELETE FROM menu_item RETURNING 1) SELECT count(*) FROM gone" })
            Assert.Equal("permission denied", await TryAsync(reporting, refused, new(mine, "")));
    }

    [Fact]
    public async Task Housekeeping_bypasses_the_wall_to_every_table_it_empties()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        await using var past =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>());
        await using var command = past.CreateCommand();
        command.CommandText =
            "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = 'wall_' || tbl_name || '_delete'";
        var walled = new HashSet<string>();
        await using (var row = await command.ExecuteReaderAsync())
            while (await row.ReadAsync()) walled.Add(row.GetString(0));
        // What is of no restaurant has no wall, and needs no bypass.
        var emptied = restpy.Services.GetServices<Retention>().Select(r => r.Table).Append("platform_outbox")
            .Where(walled.Contains).Order();
        var opened = TestDatabases.Bypasses.All.Single(b => b.Name == TenantBypasses.Housekeeping.Name);
        Assert.Equal(opened.Tables.Select(o => o.Table).Order(), emptied);
    }

    [Fact]
    public async Task A_bypass_with_a_key_wants_one_and_one_without_takes_none()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        await restpy.InAsync("spice-garden", null, s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var session = TestDatabases.Bypasses.All.Single(b => b.Name == "session");
            Assert.Throws<ArgumentException>(() => db.BypassTenantWall(session));
            Assert.Throws<ArgumentException>(() => db.BypassTenantWall(TenantBypasses.Stream, "x"));
            using (db.BypassTenantWall(session, "x")) Assert.Equal("session:x", db.Told.TenantBypass);
            Assert.Equal("", db.Told.TenantBypass);
            return Task.FromResult(0);
        });
    }

    private static List<string> Tables(TestProduct restpy)
    {
        using var scope = restpy.Services.CreateScope();
        return [.. SqliteWall.Tables(scope.ServiceProvider.GetRequiredService<RestpyDb>().Model)];
    }

    private static async Task<string?> ValueAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string?)await command.ExecuteScalarAsync();
    }

    /// <summary>What the first column says, or that the role may not ask.</summary>
    private static async Task<string> TryAsync(NpgsqlConnection connection, string sql, DbTenant words)
    {
        await using var nothingStays = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        PostgresScope.Prefix(command, words);
        try
        {
            await using var row = await command.ExecuteReaderAsync();
            await row.NextResultAsync();
            await row.ReadAsync();
            return row.GetInt64(0).ToString();
        }
        catch (PostgresException refused)
        when (refused.MessageText.StartsWith("permission denied", StringComparison.Ordinal))
        {
            return "permission denied";
        }
    }
}
