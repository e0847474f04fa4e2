// Reviewed raw SQL: reads which triggers guard the log; no table of the product is touched.
#pragma warning disable RS0030
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Restpy.Platform.Data;

namespace Restpy.Platform.Wall;

/// <summary>
/// Compares what keeps the activity log append-only with what should: triggers, and on PostgreSQL their function,
/// policies and grants.
/// </summary>
public static partial class ActivityLogProtection
{
    private const string Table = "audit_entry";
    private const string Refuse = "BEGIN SELECT RAISE(ABORT, 'The activity log is append-only.'); END";

    private static readonly string[] Sqlite =
    [
        $"CREATE TRIGGER audit_entry_never_updated BEFORE UPDATE ON audit_entry {Refuse}",
        $"CREATE TRIGGER audit_entry_never_deleted BEFORE DELETE ON audit_entry {Refuse}",
        $"CREATE TRIGGER audit_entry_never_replaced BEFORE INSERT ON audit_entry WHEN EXISTS (SELECT 1 FROM "
            + $"audit_entry WHERE restaurant_id = NEW.restaurant_id AND id = NEW.id) {Refuse}",
    ];

    // A month that is attached has the row's trigger as a copy; the one against emptying is made for each month.
    private const string Postgres =
        """
        WITH log AS (SELECT 'public.audit_entry'::regclass AS oid UNION ALL SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'public.audit_entry'::regclass)
        SELECT format('%s is without %s, or it is switched off or rewritten.', log.oid, wanted.name) FROM log CROSS JOIN (VALUES
            ('audit_entry_never_changed', 'BEFORE DELETE OR UPDATE ON ', 'FOR EACH ROW'), ('audit_entry_never_emptied', 'BEFORE TRUNCATE ON ', 'FOR EACH STATEMENT')) AS wanted(name, act, per)
        WHERE NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = log.oid AND t.tgname = wanted.name AND t.tgenabled = 'A' AND t.tgqual IS NULL AND t.tgattr = ''::int2vector
            AND t.tgfoid = 'public.audit_entry_append_only()'::regprocedure AND pg_get_triggerdef(t.oid) LIKE '%' || wanted.act || '%' || wanted.per || '%')
        UNION ALL SELECT format('%s has a trigger nobody reviewed: %s.', log.oid, t.tgname) FROM log JOIN pg_trigger t ON t.tgrelid = log.oid
            WHERE NOT t.tgisinternal AND t.tgname NOT IN ('audit_entry_never_changed', 'audit_entry_never_emptied')
        UNION ALL SELECT 'audit_entry_append_only does something else than refuse.' FROM pg_proc p WHERE p.oid = 'public.audit_entry_append_only()'::regprocedure
            AND regexp_replace(p.prosrc, '\s+', ' ', 'g') <> ' BEGIN RAISE EXCEPTION ''The activity log is append-only.'' USING ERRCODE = ''insufficient_privilege''; END; '
        UNION ALL SELECT format('%s has a rule nobody reviewed: %s.', log.oid, r.rulename) FROM log JOIN pg_rewrite r ON r.ev_class = log.oid
        """;

    /// <returns>A sentence for each difference; none when all is there.</returns>
    public static async Task<IReadOnlyList<string>> GapsAsync(
        DatabaseOptions database, TenantBypassList bypasses, CancellationToken ct)
    {
        await using DbConnection connection = database.IsSqlite ? new SqliteConnection(database.ConnectionString)
            : new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(ct);
        if (!database.IsSqlite)
            return [.. await ReadAsync(connection, Postgres, ct),
                .. (await PostgresWall.GapsAsync(connection, bypasses, ct))
                .Where(g => g.Contains(Table, StringComparison.Ordinal))];
        var there = (await ReadAsync(connection,
            $"SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{Table}'", ct)).Select(Plain)
            .ToList();
        var wanted = Sqlite.Concat(SqliteWall.Triggers(Table, bypasses)).Select(Plain).ToList();
        return [.. wanted.Except(there).Select(t => $"The log is without this: {t}"),
            .. there.Except(wanted).Select(t => $"The log has a trigger nobody reviewed: {t}")];
    }

    private static string Plain(string sql) => Blanks().Replace(sql, " ").Trim();

    private static async Task<List<string>> ReadAsync(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<string>();
        while (await reader.ReadAsync(ct)) rows.Add(reader.GetString(0));
        return rows;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
