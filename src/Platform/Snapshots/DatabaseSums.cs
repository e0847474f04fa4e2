// Reviewed raw SQL: reads every table of a database by the names it gives itself; nothing is written.
#pragma warning disable RS0030
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace Restpy.Platform.Snapshots;

/// <summary>How many rows a table has and what they hash to.</summary>
public sealed record TableSum(string Table, long Rows, string Hash);

/// <summary>Every table of a database, and every trigger, index and view it defines.</summary>
public static class DatabaseSums
{
    private const string Definitions = "definitions";

    public static async Task<IReadOnlyList<TableSum>> OfSqliteAsync(DbConnection connection, CancellationToken ct)
    {
        var tables = await NamesAsync(connection,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name", ct);
        var sums = new List<TableSum> {
            await SumAsync(connection, Definitions, "SELECT type, name, sql FROM sqlite_master ORDER BY type, name",
                ct) };
        foreach (var table in tables) sums.Add(await SumAsync(connection, table, $"SELECT * FROM \"{table}\"", ct));
        return sums;
    }

    /// <returns>A sentence for each table that is not the same; none where all are.</returns>
    public static IEnumerable<string> Differences(IReadOnlyList<TableSum> running, IReadOnlyList<TableSum> restored)
    {
        var there = restored.ToDictionary(sum => sum.Table);
        foreach (var sum in running)
        {
            if (!there.TryGetValue(sum.Table, out var other)) yield return $"The table {sum.Table} is missing.";
            else if (other.Rows != sum.Rows)
                yield return $"The table {sum.Table} has {other.Rows} rows instead of {sum.Rows}.";
            else if (other.Hash != sum.Hash) yield return $"The rows of {sum.Table} are not the same.";
        }
    }

    private static async Task<List<string>> NamesAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync(ct);
        var names = new List<string>();
        while (await row.ReadAsync(ct)) names.Add(row.GetString(0));
        return names;
    }

    private static async Task<TableSum> SumAsync(DbConnection connection, string name, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync(ct);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0L;
        for (; await row.ReadAsync(ct); rows++)
            for (var i = 0; i < row.FieldCount; i++) hash.AppendData(Bytes(row.GetValue(i)));
        return new(name, rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static byte[] Bytes(object value) => value switch
    {
        byte[] bytes => [.. BitConverter.GetBytes(bytes.Length), .. bytes],
        DBNull => [0xFF],
        long number => [1, .. BitConverter.GetBytes(number)],
        double number => [2, .. BitConverter.GetBytes(number)],
        _ when Encoding.UTF8.GetBytes(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!)
            is var text => [3, .. BitConverter.GetBytes(text.Length), .. text],
        _ => [],
    };
}
