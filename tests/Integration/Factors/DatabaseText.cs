using System.Data.Common;
using Microsoft.Data.Sqlite;
using Restpy.Floor.Contract.Questions;

namespace Restpy.IntegrationTests.Factors;

/// <summary>Looks for words in every column of every table, as somebody who stole the database would.</summary>
internal static class DatabaseText
{
    public static async Task<(List<string> Found, int Tables)> FindAsync(
        DbConnection connection, IReadOnlyList<string> words)
    {
        var found = new List<string>();
        var tables = await RowsAsync(connection, connection is SqliteConnection
            ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            : "SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables WHERE table_type = "
                + "'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')");
        foreach (var table in tables)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table[0]}";
            await using var row = await command.ExecuteReaderAsync();
            while (await row.ReadAsync())
                for (var i = 0; i < row.FieldCount; i++)
                    if (!row.IsDBNull(i)
                        && Convert.ToString(row.GetValue(i), System.Globalization.CultureInfo.InvariantCulture) is
                        { } text && words.Any(w => text.Contains(w, StringComparison.Ordinal)))
                        found.Add($"{table[0]}.{row.GetName(i)}");
        }
        return (found, tables.Count);
    }

    private static async Task<List<string[]>> RowsAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await row.ReadAsync()) rows.Add([row.GetString(0)]);
        return rows;
    }
}
