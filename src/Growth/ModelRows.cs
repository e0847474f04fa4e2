// Reviewed raw SQL: reads the catalogue, and the rows of the model restaurant in its own scope.
#pragma warning disable RS0030
using Npgsql;
using Restpy.Floor.Contract.Questions;
using Restpy.Platform.Data;

namespace Restpy.Growth;

/// <summary>
/// All rows the model restaurant left behind, table by table, in an order in which every reference finds its row.
/// </summary>
internal static class ModelRows
{
    // Tables of restaurants, and those a restaurant's rows refer to although they are shared by all: restaurants,
    // people.
    private const string Tables =
        """
        WITH owned AS (SELECT c.oid, c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'restaurant_id' AND NOT a.attisdropped))
        SELECT relname, oid, '' FROM owned
        UNION ALL SELECT DISTINCT ON (s.relname) s.relname, s.oid, format('id IN (SELECT %I FROM %s)', a.attname, f.conrelid::regclass) FROM pg_constraint f
          JOIN owned o ON o.oid = f.conrelid JOIN pg_class s ON s.oid = f.confrelid JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
          WHERE f.contype = 'f' AND s.oid NOT IN (SELECT oid FROM owned) AND cardinality(f.conkey) = 1
        """;

    private const string Columns =
        "SELECT a.attname, format_type(a.atttypid, -1) FROM pg_attribute a WHERE a.attrelid = @t AND a.attnum > 0 "
            + "AND NOT a.attisdropped ORDER BY a.attnum";

    private const string References =
        "SELECT conrelid, confrelid FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid AND conparentid "
            + "= 0";

    public static async Task<IReadOnlyList<TableRows>> ReadAsync(
        DatabaseOptions database, Guid model, HashSet<string> instants, string slug, CancellationToken ct)
    {
        await using var connection = await Installation.OpenAsync(database, ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Installation.EnterAsync(connection, model, ct);
        var tables = new List<TableRows>();
        foreach (var (name, oid, condition) in await RowsAsync(connection, Tables, null,
            r => (Name: r.GetString(0), Oid: r.GetFieldValue<uint>(1), Condition: r.GetString(2)), ct))
        {
            var columns = await RowsAsync(connection, Columns, oid,
                r => new Column(r.GetString(0), r.GetString(1), instants.Contains($"{name}.{r.GetString(0)}")), ct);
            tables.Add(new(name, oid, columns,
                await BytesAsync(connection, name, columns, condition.Length > 0 ? condition
                    : $"restaurant_id = '{model}'", ct)));
        }
        var sorted = Sorted(tables,
            await RowsAsync(connection, References, null,
                r => (From: r.GetFieldValue<uint>(0), To: r.GetFieldValue<uint>(1)), ct));
        var times = new RowTimes();
        foreach (var table in sorted) times.Read(table);
        var ids = times.Ids();
        foreach (var table in sorted) table.Prepare(ids, slug);
        return sorted;
    }

    /// <summary>
    /// As PostgreSQL itself writes them for a copy; a query, because row-level security holds for the owner too.
    /// </summary>
    private static async Task<byte[]> BytesAsync(NpgsqlConnection connection, string table,
        IReadOnlyList<Column> columns, string condition, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await using var copy =
            await connection.BeginRawBinaryCopyAsync(
                $"COPY (SELECT {string.Join(", ", columns.Select(c => c.Quoted))} FROM {table} WHERE "
                    + $"{condition}) TO STDOUT (FORMAT binary)", ct);
        await copy.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    private static List<TableRows> Sorted(List<TableRows> tables, List<(uint From, uint To)> references)
    {
        var (sorted, left) = (new List<TableRows>(), tables.OrderBy(t => t.Name, StringComparer.Ordinal).ToList());
        while (left.Count > 0)
        {
            var ready = left.Where(t => !references.Any(r => r.From == t.Oid && left.Any(other => other.Oid == r.To)))
                .ToList();
            if (ready.Count == 0)
                throw new InvalidOperationException(
                    $"Tables refer to each other in a circle: {string.Join(", ", left.Select(t => t.Name))}.");
            sorted.AddRange(ready);
            left.RemoveAll(ready.Contains);
        }
        return sorted;
    }

    private static async Task<List<T>> RowsAsync<T>(
        NpgsqlConnection connection, string sql, uint? table, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (table is { } oid) command.Parameters.Add(new("t", NpgsqlTypes.NpgsqlDbType.Oid) { Value = oid });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct)) rows.Add(read(reader));
        return rows;
    }
}

/// <param name="Type">In PostgreSQL's words.</param>
/// <param name="IsInstant">Microseconds since 1970.</param>
internal sealed record Column(string Name, string Type, bool IsInstant)
{
    public string Quoted => $"\"{Name}\"";
}
