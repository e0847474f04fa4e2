#pragma warning disable RS0030 // Written straight to the database, past everything the product would refuse first.
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Restpy.Floor.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Wall;

/// <summary>The database's own wall, table by table as the model has them.</summary>
public sealed class DatabaseWallTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task It_stands_at_every_table(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var tables = Tables(restpy);
        Assert.True(tables.Count > 35);
        await using var scope = restpy.Services.CreateAsyncScope();
        Assert.Empty(await TenantWallCheck.GapsAsync(restpy.Services.GetRequiredService<DatabaseOptions>(),
            scope.ServiceProvider.GetRequiredService<RestpyDb>(), TestDatabases.Bypasses, default));
    }

    [Fact]
    public async Task On_postgres_work_sees_only_the_rows_of_the_restaurant_it_names()
    {
        var restpy = await PostgresAsync();
        var (mine, theirs) = (await IdOfAsync(restpy, "spice-garden"), await IdOfAsync(restpy, "maison-lumiere"));
        await using var application = await OpenAsync(restpy);
        await using var master =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>());
        var seen = 0;
        foreach (var table in Tables(restpy))
        {
            Assert.Equal((table, 0L), (table, await CountAsync(application, table)));
            Assert.Equal((table, 0L),
                (table, await CountAsync(application, table, $"restaurant_id = '{theirs}'", mine)));
            var own = await CountAsync(application, table, "true", mine);
            // Others write meanwhile; what was there before they did is still there after.
            Assert.InRange(own, 0, await CountAsync(master, table, $"restaurant_id = '{mine}'"));
            if (own > 0) seen++;
        }
        Assert.True(seen > 10);
    }

    [Fact]
    public async Task On_postgres_no_row_of_any_table_is_written_for_another_restaurant()
    {
        var restpy = await PostgresAsync();
        var (mine, theirs) = (await IdOfAsync(restpy, "spice-garden"), await IdOfAsync(restpy, "maison-lumiere"));
        await using var application = await OpenAsync(restpy);
        foreach (var table in Tables(restpy))
        {
            // The server looks at the row's restaurant before its other columns: named rightly, it is those that are
            // refused.
            var insert = $"INSERT INTO {table} (restaurant_id) VALUES ('{theirs}')";
            foreach (var scope in new Guid?[] { null, mine })
            {
                Assert.Contains("row-level security", (await RefusedAsync(application, insert, scope)).MessageText);
                Assert.Equal(
                    0, await ChangedAsync(application, $"DELETE FROM {table} WHERE restaurant_id = '{theirs}'", scope));
                Assert.Equal(0,
                    await ChangedAsync(application,
                        $"UPDATE {table} SET restaurant_id = restaurant_id WHERE restaurant_id = '{theirs}'", scope));
            }
            Assert.Equal((table, PostgresErrorCodes.NotNullViolation),
                (table, (await RefusedAsync(application, insert, theirs)).SqlState));
            if (await CountAsync(application, table, "true", mine) > 0)
                Assert.Equal(PostgresErrorCodes.InsufficientPrivilege,
                    (await RefusedAsync(application, $"UPDATE {table} SET restaurant_id = '{theirs}'", mine)).SqlState);
        }
    }

    [Fact]
    public async Task On_SQLite_no_row_of_any_table_is_written_for_another_restaurant_or_for_nobody()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var (mine, theirs) = (await IdOfAsync(restpy, "spice-garden"), await IdOfAsync(restpy, "maison-lumiere"));
        var database = restpy.Services.GetRequiredService<DatabaseOptions>();
        await using var stranger = new SqliteConnection(database.ConnectionString + ";Pooling=False");
        await stranger.OpenAsync();
        await using var writer = new SqliteConnection(database.ConnectionString + ";Pooling=False");
        await writer.OpenAsync();
        var scope = DbTenant.Nobody;
        SqliteScope.Register(writer, () => scope);
        foreach (var table in Tables(restpy))
        {
            var aim = $"WHERE restaurant_id = '{theirs.ToString().ToUpperInvariant()}'";
            var insert = $"INSERT INTO {table} (restaurant_id) VALUES ('{theirs.ToString().ToUpperInvariant()}')";
            // With a row of theirs to aim at, an update and a delete must be refused as well; without one there is
            // nothing to refuse.
            string[] attacks = await CountAsync(writer, table, aim["WHERE ".Length..]) > 0
                ? [insert, $"DELETE FROM {table} {aim}", $"UPDATE {table} SET restaurant_id = restaurant_id {aim}"]
                : [insert];
            foreach (var attack in attacks)
            {
                Assert.Contains("no such function",
                    (await Assert.ThrowsAsync<SqliteException>(() => RunAsync(stranger, attack))).Message);
                foreach (var whose in new Guid?[] { null, mine })
                {
                    scope = new(whose, "");
                    // Which of two triggers answers first is SQLite's choice; the log refuses both for everybody.
                    Assert.Matches(table == "audit_entry" ? "another restaurant's|append-only" : "another restaurant's",
                        (await Assert.ThrowsAsync<SqliteException>(() => RunAsync(writer, attack))).Message);
                }
            }
            scope = new(theirs, "");
            Assert.Contains("constraint failed",
                (await Assert.ThrowsAsync<SqliteException>(() => RunAsync(writer, insert))).Message);
        }
    }

    private Task<TestProduct> PostgresAsync()
    {
        TestDatabases.NeedPostgres();
        return products.OnAsync(DatabaseKind.Postgres);
    }

    private static List<string> Tables(TestProduct restpy)
    {
        using var scope = restpy.Services.CreateScope();
        return [.. SqliteWall.Tables(scope.ServiceProvider.GetRequiredService<RestpyDb>().Model)];
    }

    private static async Task<NpgsqlConnection> OpenAsync(TestProduct restpy)
    {
        var connection = new NpgsqlConnection(restpy.Services.GetRequiredService<DatabaseOptions>().ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<Guid> IdOfAsync(TestProduct restpy, string slug) =>
        (await restpy.Services.GetRequiredService<RestaurantDirectory>().FindAsync(slug, default))!.Id;

    private static Task<PostgresException> RefusedAsync(NpgsqlConnection connection, string sql, Guid? scope) =>
        Assert.ThrowsAsync<PostgresException>(() => RunAsync(connection, sql, scope));

    /// <summary>How many rows changed; where the role lacks the verb altogether, none.</summary>
    private static async Task<int> ChangedAsync(NpgsqlConnection connection, string sql, Guid? scope)
    {
        try
        {
            return await RunAsync(connection, sql, scope);
        }
        catch (PostgresException refused)
        when (refused.MessageText.StartsWith("permission denied", StringComparison.Ordinal))
        {
            return 0;
        }
    }

    private static async Task<int> RunAsync(DbConnection connection, string sql, Guid? scope = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (scope is not null) PostgresScope.Prefix(command, new(scope, ""));
        return await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(
        DbConnection connection, string table, string condition = "1 = 1", Guid? scope = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table} WHERE {condition}";
        if (scope is not null) PostgresScope.Prefix(command, new(scope, ""));
        await using var row = await command.ExecuteReaderAsync();
        if (scope is not null) await row.NextResultAsync();
        await row.ReadAsync();
        return row.GetInt64(0);
    }
}
