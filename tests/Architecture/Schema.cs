// A test reads the catalogue of a database it made itself; no product row is near.
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;
using Restpy.Platform.Data;

namespace Restpy.ArchitectureTests;

/// <summary>A database described line by line from its own catalogue, so that two can be compared as text.</summary>
internal static partial class Schema
{
    public static async Task<List<string>> DescribeAsync(DatabaseOptions database)
    {
        await using var connection = Open(database);
        await connection.OpenAsync();
        var lines = database.IsSqlite ? await SqliteAsync(connection) : await RowsAsync(connection, Postgres);
        return [.. lines.Where(l => !l.Contains("schema_migration", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// What a node of the version before may lean on in PostgreSQL: beside the tables, who may do what with them and
    /// what watches over them.
    /// </summary>
    public static async Task<List<string>> StandingAsync(DatabaseOptions database)
    {
        await using var connection = Open(database);
        await connection.OpenAsync();
        return await RowsAsync(connection, Postgres + Around);
    }

    /// <summary>The tables of which PostgreSQL knows that their branches are one restaurant's each.</summary>
    public static async Task<List<string>> ToldOfBranchesAsync(DatabaseOptions database)
    {
        await using var connection = Open(database);
        await connection.OpenAsync();
        return await RowsAsync(connection,
            """
            SELECT c.relname FROM pg_statistic_ext s JOIN pg_class c ON c.oid = s.stxrelid
            WHERE 'f' = ANY (s.stxkind) AND (SELECT array_agg(a.attname::text ORDER BY a.attname) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (s.stxkeys)) = '{branch_id,restaurant_id}'
            """);
    }

    public static async Task RunAsync(DatabaseOptions database, string sql)
    {
        await using var connection = Open(database);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private const string Postgres =
        """
        SELECT concat_ws(' ', 'column', c.table_name, c.column_name, c.data_type, c.is_nullable, c.column_default, c.is_identity) FROM information_schema.columns c
          JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.table_type = 'BASE TABLE' WHERE c.table_schema = 'public'
        UNION ALL SELECT 'index ' || replace(indexdef, ' ON ONLY ', ' ON ') FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
          WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f', 'u')
        """;

    private const string Around =
        """
         UNION ALL SELECT concat_ws(' ', 'policy', tablename, policyname, permissive, roles, cmd, qual, with_check) FROM pg_policies WHERE schemaname = 'public'
        UNION ALL SELECT concat_ws(' ', 'grant', c.relname, x.grantee::regrole, x.privilege_type) FROM pg_class c, aclexplode(c.relacl) x
          WHERE c.relnamespace = 'public'::regnamespace AND x.grantee <> 0
        UNION ALL SELECT concat_ws(' ', 'trigger', tgrelid::regclass, tgname, tgtype, tgenabled) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
          WHERE c.relnamespace = 'public'::regnamespace AND NOT tgisinternal
        UNION ALL SELECT concat_ws(' ', 'walled', relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND relforcerowsecurity
        UNION ALL SELECT concat_ws(' ', 'function', oid::regprocedure) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        """;

    private static async Task<List<string>> SqliteAsync(DbConnection connection)
    {
        var lines = new List<string>();
        foreach (var table in await RowsAsync(
            connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"))
        {
            lines.AddRange(await RowsAsync(connection,
                $"SELECT 'column {table} ' || name || ' ' || type || ' null:' || (1 - \"notnull\") || ' key:' || pk "
                    + $"|| ' ' || coalesce(dflt_value, '') FROM pragma_table_info('{table}')"));
            lines.AddRange(await RowsAsync(connection,
                $"""
                SELECT 'foreign key {table} (' || group_concat("from") || ') -> ' || "table" || '(' || group_concat(coalesce("to", '')) || ') ' || on_delete
                FROM (SELECT * FROM pragma_foreign_key_list('{table}') ORDER BY id, seq) GROUP BY id, "table", on_delete
                """));
        }
        lines.AddRange(
            (await RowsAsync(connection,
                "SELECT 'index ' || sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))
                .Select(l => Quote().Replace(Space().Replace(l, " "), "")));
        return lines;
    }

    private static async Task<List<string>> RowsAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }

    private static DbConnection Open(DatabaseOptions database) =>
        database.IsSqlite ? new SqliteConnection(database.ConnectionString)
            : new NpgsqlConnection(database.ConnectionString);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex("[\"`\\[\\]]")]
    private static partial Regex Quote();
}
