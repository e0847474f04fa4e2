#pragma warning disable RS0030 // The attack is the point.
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Audit;

public sealed class AppendOnlyTests(SharedProducts products)
{
    private const string Columns =
        "restaurant_id, id, branch_id, at, actor_kind, person_id, person_name, role, ip, user_agent, action, "
            + "object_type, object_id, object_label, reason, changes";

    private static readonly string[] OnBoth =
    [
        "UPDATE audit_entry SET person_name = 'Nobody'",
        "UPDATE audit_entry SET at = at + 1 WHERE id = (SELECT id FROM audit_entry LIMIT 1)",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE id = (SELECT id FROM audit_entry LIMIT 1)",
        $"INSERT INTO audit_entry ({Columns}) SELECT {Columns} FROM audit_entry LIMIT 1 ON CONFLICT (restaurant_id, "
            + $"id) DO UPDATE SET person_name = 'Nobody'",
    ];

    private static readonly string[] OnSqlite =
    [
        $"INSERT OR REPLACE INTO audit_entry ({Columns}) SELECT {Columns.Replace("person_name", "'Nobody'")} FROM "
            + $"audit_entry LIMIT 1",
        $"REPLACE INTO audit_entry ({Columns}) SELECT {Columns.Replace("person_name", "'Nobody'")} FROM audit_entry "
            + $"LIMIT 1",
        "UPDATE OR REPLACE audit_entry SET person_name = 'Nobody'",
    ];

    private static readonly string[] OnPostgres =
        ["TRUNCATE audit_entry", "SET session_replication_role = replica; DELETE FROM audit_entry"];

    [Theory, OnBothDatabases]
    public async Task The_database_itself_refuses_to_change_the_log(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        // Past the wall, as an administrator: the log refuses even them.
        await using var connection =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>());
        foreach (var attack in OnBoth.Concat(kind == DatabaseKind.Sqlite ? OnSqlite : OnPostgres))
        {
            var before = await SumAsync(connection);
            var refusal = await Assert.ThrowsAnyAsync<DbException>(() => RunAsync(connection, attack));
            Assert.Contains("append-only", refusal.Message);
            Assert.Equal(before, await SumAsync(connection));
        }
    }

    [Fact]
    public async Task On_postgres_the_application_may_not_even_try()
    {
        TestDatabases.NeedPostgres();
        var restpy = await products.OnAsync(DatabaseKind.Postgres);
        await using var connection =
            new NpgsqlConnection(restpy.Services.GetRequiredService<DatabaseOptions>().ConnectionString);
        await connection.OpenAsync();
        foreach (var attack in OnBoth.Concat(OnPostgres))
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(connection, attack));
            Assert.Equal("42501", refusal.SqlState);
        }
    }

    private static Task<int> RunAsync(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQueryAsync();
    }

    /// <summary>How many entries name nobody: other tests write entries meanwhile, none of them this.</summary>
    private static async Task<(long Nobody, bool Any)> SumAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(CASE WHEN person_name = 'Nobody' THEN 1 END) FROM audit_entry";
        var nobody = Convert.ToInt64(await command.ExecuteScalarAsync());
        command.CommandText = "SELECT count(*) FROM audit_entry";
        return (nobody, Convert.ToInt64(await command.ExecuteScalarAsync()) > 50);
    }
}
