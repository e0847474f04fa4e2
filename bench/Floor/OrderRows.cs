using System.Data.Common;

namespace Restpy.Bench.Floor;

public sealed record FloorLine(Guid ItemId, int Quantity, string? Note);

public sealed record FloorOrder(Guid CommandId, Guid? TableId, int Covers, FloorLine[] Lines);

internal interface IOrderFloor
{
    Task PrepareAsync();

    Task<Guid> PlaceAsync(FloorOrder order, CancellationToken ct);

    /// <summary>Several in one transaction.</summary>
    Task PlaceAllAsync(IReadOnlyList<FloorOrder> orders);
}

/// <summary>
/// The rows of one order: order, KOT, lines, activity entry, outbox event, command record. Taken from an order the
/// product stored, column by column, so that the two programs write the same; with new ids, numbers and times for each
/// request.
/// </summary>
internal sealed class OrderRows
{
    public const string Count =
        "INSERT INTO platform_counter (restaurant_id, id, series, period, last) VALUES (@p0, @p1, @p2, @p3, 1) ON "
            + "CONFLICT (restaurant_id, series, period) DO UPDATE SET last = platform_counter.last + 1 RETURNING last";

    /// <summary>Where they are, and how to find those of the newest order.</summary>
    public static readonly (string Table, string Which)[] Tables =
    [
        ("ordering_order", "ORDER BY opened_at DESC LIMIT 1"),
        ("ordering_kot", "WHERE order_id = @order"),
        ("ordering_line", "WHERE order_id = @order"),
        ("audit_entry", "WHERE object_id = @order"),
        ("platform_outbox", "WHERE subject_id = @order AND kind = 'OrderSent'"),
        ("platform_command", "ORDER BY at DESC LIMIT 1"),
    ];

    private static readonly string[] Instants = ["at", "opened_at", "sent_at", "placed_at"];

    private readonly List<Row> _rows = [];
    private readonly List<Guid> _ids = [];
    private object _restaurant = "";

    public static async Task<OrderRows> OfNewestAsync(DbConnection product)
    {
        var rows = new OrderRows();
        object order = "";
        foreach (var (table, which) in Tables)
        {
            await using var read = product.CreateCommand();
            read.CommandText = $"SELECT * FROM {table} {which}";
            if (which.Contains("@order", StringComparison.Ordinal))
            {
                var parameter = read.CreateParameter();
                (parameter.ParameterName, parameter.Value) = ("@order", order);
                read.Parameters.Add(parameter);
            }
            await using var found = await read.ExecuteReaderAsync();
            while (await found.ReadAsync())
            {
                if (table == "ordering_order") (order, rows._restaurant) = (found["id"], found["restaurant_id"]);
                rows.Add(table, found);
            }
        }
        rows.FindIds();
        return rows;
    }

    public object[] Counter(string series) => [_restaurant, Guid.CreateVersion7(), series, "2026-11-22"];

    /// <summary>Statements with their values, in order.</summary>
    public IEnumerable<(string Sql, object[] Values)> Of(Guid order, Guid command, long orderNumber, long kotNumber)
    {
        var now = (TimeProvider.System.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10;
        var ids = new Guid[_ids.Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = i == 0 ? order : i == ids.Length - 1 ? command : Guid.CreateVersion7();
        foreach (var row in _rows)
        {
            var values = (object[])row.Values.Clone();
            foreach (var index in row.Instants) values[index] = now;
            foreach (var (index, id) in row.Ids) values[index] = ids[id];
            foreach (var (index, id) in row.IdsInText) values[index] =
                ((string)values[index]).Replace(_ids[id].ToString(), ids[id].ToString(), StringComparison.Ordinal);
            if (row.Number >= 0) values[row.Number] = row.Table == "ordering_kot" ? kotNumber : orderNumber;
            yield return (row.Sql, values);
        }
    }

    private void Add(string table, DbDataReader found)
    {
        var columns = Enumerable.Range(0, found.FieldCount).Select(found.GetName).ToList();
        var values = new object[columns.Count];
        found.GetValues(values);
        // Given later by the product, and not in the order's own transaction.
        if (table == "platform_outbox" && values[columns.IndexOf("position")] is not long)
            values[columns.IndexOf("position")] = DBNull.Value;
        _ids.Add(Guid.Parse(values[columns.IndexOf("id")].ToString()!));
        _rows.Add(new(table,
            $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) =>
                $"@p{i}"))})", values)
        {
            Number = table is "ordering_order" or "ordering_kot" ? columns.IndexOf("number") : -1,
            Instants = [.. columns.Select((name, i) => (name, i)).Where(c => Instants.Contains(c.name))
                .Select(c => c.i)],
        });
    }

    private void FindIds()
    {
        foreach (var row in _rows)
            for (var column = 0; column < row.Values.Length; column++)
                for (var id = 0; id < _ids.Count; id++)
                {
                    if (Guid.TryParse(row.Values[column].ToString(), out var value) ? value == _ids[id] : false)
                        row.Ids.Add((column, id));
                    else if (row.Values[column] is string text
                        && text.Contains(_ids[id].ToString(), StringComparison.Ordinal))
                        row.IdsInText.Add((column, id));
                }
    }

    private sealed record Row(string Table, string Sql, object[] Values)
    {
        public int Number { get; init; }
        public int[] Instants { get; init; } = [];
        public List<(int Column, int Id)> Ids { get; } = [];
        public List<(int Column, int Id)> IdsInText { get; } = [];
    }
}
