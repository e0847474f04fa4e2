namespace Restpy.Bench.Floor;

public sealed record FloorLine(Guid ItemId, int Quantity, string? Note);

public sealed record FloorOrder(Guid CommandId, Guid? TableId, int Covers, FloorLine[] Lines);

internal interface IOrderFloor
{
    Task PrepareAsync();

    Task<Guid> PlaceAsync(FloorOrder order, CancellationToken ct);
}

/// <summary>The rows of one order, by table: order, KOT, lines, activity entry, outbox event, command record, two counters.</summary>
internal static class Rows
{
    private const string Audit = """[{"type":"Order","id":"0190","after":{"number":1,"state":"Open","covers":2,"label":"Takeaway 1"}},{"type":"Kot","after":{"number":1,"station":"tandoor"}},{"type":"OrderLine","after":{"name":{"en":"Paneer tikka"},"quantity":1,"unitPriceMinor":34500}},{"type":"OrderLine","after":{"name":{"en":"Tandoori chicken"},"quantity":1,"unitPriceMinor":42500}},{"type":"OrderLine","after":{"name":{"en":"Seekh kebab"},"quantity":1,"unitPriceMinor":39500}}]""";

    public static readonly Guid Restaurant = Guid.Parse("0190a000-0000-7000-8000-000000000001");
    public static readonly Guid Branch = Guid.Parse("0190a000-0000-7000-8000-000000000002");

    public static readonly string[] Tables =
    [
        "CREATE TABLE IF NOT EXISTS f_counter (restaurant_id {0} NOT NULL, series text NOT NULL, period text NOT NULL, last bigint NOT NULL, PRIMARY KEY (restaurant_id, series, period))",
        "CREATE TABLE IF NOT EXISTS f_order (restaurant_id {0} NOT NULL, id {0} NOT NULL, branch_id {0} NOT NULL, version bigint NOT NULL, number bigint NOT NULL, business_date text NOT NULL, channel text NOT NULL, label text NOT NULL, state text NOT NULL, covers integer NOT NULL, waiter_name text NOT NULL, opened_at bigint NOT NULL, kots integer NOT NULL, running_minor bigint NOT NULL, PRIMARY KEY (restaurant_id, id))",
        "CREATE UNIQUE INDEX IF NOT EXISTS f_order_number ON f_order (restaurant_id, branch_id, business_date, number)",
        "CREATE TABLE IF NOT EXISTS f_kot (restaurant_id {0} NOT NULL, id {0} NOT NULL, branch_id {0} NOT NULL, order_id {0} NOT NULL, number bigint NOT NULL, business_date text NOT NULL, station text NOT NULL, label text NOT NULL, sent_by text NOT NULL, sent_at bigint NOT NULL, on_board text, PRIMARY KEY (restaurant_id, id), FOREIGN KEY (restaurant_id, order_id) REFERENCES f_order (restaurant_id, id))",
        "CREATE UNIQUE INDEX IF NOT EXISTS f_kot_number ON f_kot (restaurant_id, branch_id, business_date, number)",
        "CREATE INDEX IF NOT EXISTS f_kot_board ON f_kot (restaurant_id, branch_id, on_board, sent_at)",
        "CREATE TABLE IF NOT EXISTS f_line (restaurant_id {0} NOT NULL, id {0} NOT NULL, order_id {0} NOT NULL, kot_id {0} NOT NULL, item_id {0} NOT NULL, name text NOT NULL, quantity integer NOT NULL, unit_price_minor bigint NOT NULL, note text NOT NULL, state text NOT NULL, placed_at bigint NOT NULL, PRIMARY KEY (restaurant_id, id), FOREIGN KEY (restaurant_id, order_id) REFERENCES f_order (restaurant_id, id))",
        "CREATE INDEX IF NOT EXISTS f_line_order ON f_line (restaurant_id, order_id)",
        "CREATE INDEX IF NOT EXISTS f_line_kot ON f_line (restaurant_id, kot_id)",
        "CREATE TABLE IF NOT EXISTS f_audit (restaurant_id {0} NOT NULL, id {0} NOT NULL, at bigint NOT NULL, person_id {0} NOT NULL, person_name text NOT NULL, role text NOT NULL, ip text NOT NULL, user_agent text NOT NULL, action text NOT NULL, object_id {0} NOT NULL, changes text NOT NULL, PRIMARY KEY (restaurant_id, id))",
        "CREATE INDEX IF NOT EXISTS f_audit_at ON f_audit (restaurant_id, at)",
        "CREATE INDEX IF NOT EXISTS f_audit_person ON f_audit (restaurant_id, person_id, at)",
        "CREATE INDEX IF NOT EXISTS f_audit_object ON f_audit (restaurant_id, object_id, at)",
        "CREATE INDEX IF NOT EXISTS f_audit_action ON f_audit (restaurant_id, action, at)",
        "CREATE TABLE IF NOT EXISTS f_outbox (restaurant_id {0} NOT NULL, id {0} NOT NULL, position bigint, topic text NOT NULL, kind text NOT NULL, subject_id {0} NOT NULL, at bigint NOT NULL, PRIMARY KEY (restaurant_id, id))",
        "CREATE INDEX IF NOT EXISTS f_outbox_position ON f_outbox (restaurant_id, position)",
        "CREATE TABLE IF NOT EXISTS f_command (restaurant_id {0} NOT NULL, id {0} NOT NULL, request_hash text NOT NULL, answer text NOT NULL, at bigint NOT NULL, PRIMARY KEY (restaurant_id, id))",
    ];

    public const string Count = "INSERT INTO f_counter (restaurant_id, series, period, last) VALUES (@p0, @p1, @p2, 1) ON CONFLICT (restaurant_id, series, period) DO UPDATE SET last = f_counter.last + 1 RETURNING last";

    public static object[] Counter(string series) => [Restaurant, series, "2026-11-22"];

    /// <summary>Statements with their values, in order.</summary>
    public static IEnumerable<(string Sql, object[] Values)> Of(Guid id, FloorOrder order, long orderNumber, long kotNumber)
    {
        var now = DateTimeMicros();
        var kot = Guid.CreateVersion7();
        yield return (Insert("f_order", 14), [Restaurant, id, Branch, 1L, orderNumber, "2026-11-22", "Takeaway", $"Takeaway {orderNumber}", "Open", order.Covers, "Ravi Kumar", now, 1, 116500L]);
        yield return (Insert("f_kot", 11), [Restaurant, kot, Branch, id, kotNumber, "2026-11-22", "tandoor", $"Takeaway {orderNumber}", "Ravi Kumar", now, "tandoor"]);
        foreach (var line in order.Lines)
            yield return (Insert("f_line", 11), [Restaurant, Guid.CreateVersion7(), id, kot, line.ItemId, "{\"en\":\"Paneer tikka\",\"hi\":\"पनीर टिक्का\"}", line.Quantity, 34500L, line.Note ?? "", "Sent", now]);
        yield return (Insert("f_audit", 11), [Restaurant, Guid.CreateVersion7(), now, Branch, "Ravi Kumar", "waiter", "127.0.0.1", "bench", "order.sent", id, Audit]);
        yield return (Insert("f_outbox", 7), [Restaurant, Guid.CreateVersion7(), now, "orders", "OrderSent", id, now]);
        yield return (Insert("f_command", 5), [Restaurant, order.CommandId, new string('a', 64), $"{{\"orderId\":\"{id}\"}}", now]);
    }

    private static readonly Dictionary<string, string> Inserts = [];

    private static string Insert(string table, int columns)
    {
        lock (Inserts)
            return Inserts.TryGetValue(table, out var sql) ? sql : Inserts[table] = $"INSERT INTO {table} VALUES ({string.Join(", ", Enumerable.Range(0, columns).Select(i => $"@p{i}"))})";
    }

    private static long DateTimeMicros() => (TimeProvider.System.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10;
}
