// Reviewed raw SQL: reads PostgreSQL's catalogue, no table of the product.
#pragma warning disable RS0030
using System.Data.Common;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Data;

/// <summary>
/// Compares the wall that stands in the database with the one that should: policies, bypasses and grants of every
/// table.
/// </summary>
public static class PostgresWall
{
    /// <summary>The one rule; <c>nullif</c>, because a setting that has ended leaves an empty text behind.</summary>
    internal const string Rule = "restaurant_id = nullif(current_setting('app.restaurant_id', true), '')::uuid";

    // Not pg_policies: it names roles without saying which of them owns the table.
    private const string Policies =
        """
        SELECT c.relname, p.polname, p.polcmd::text, p.polpermissive,
          (SELECT string_agg(CASE WHEN r = c.relowner THEN 'owner' WHEN r = 0 THEN 'public' ELSE pg_get_userbyid(r) END, ',') FROM unnest(p.polroles) r),
          coalesce(pg_get_expr(p.polqual, p.polrelid), ''), coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
        FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace::regnamespace::text IN ('public', 'activity', 'upkeep')
        """;

    private const string Tables =
        """
        SELECT c.relname, c.relkind::text, c.relrowsecurity AND c.relforcerowsecurity,
          EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'restaurant_id' AND NOT a.attisdropped),
          has_table_privilege('restpy_app', c.oid, 'SELECT'), has_table_privilege('restpy_app', c.oid, 'TRUNCATE, REFERENCES, TRIGGER'),
          coalesce((SELECT string_agg(DISTINCT coalesce(r.rolname, 'everybody'), ', ') FROM aclexplode(c.relacl) x LEFT JOIN pg_roles r ON r.oid = x.grantee
            WHERE x.grantee <> c.relowner AND coalesce(r.rolname, '') NOT IN ('restpy_app', 'restpy_sealer', 'restpy_reporting')), ''),
          has_any_column_privilege('restpy_app', c.oid, 'UPDATE') OR has_table_privilege('restpy_app', c.oid, 'DELETE'),
          c.relispartition, EXISTS (SELECT FROM aclexplode(c.relacl) x WHERE x.grantee <> c.relowner)
            OR EXISTS (SELECT FROM pg_attribute a, aclexplode(a.attacl) x WHERE a.attrelid = c.oid AND x.grantee <> c.relowner)
        FROM pg_class c WHERE c.relnamespace::regnamespace::text IN ('public', 'activity', 'upkeep') AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        """;

    // The months are made by the owner's right, at the product's word; the path must be the function's own, or a table
    // of somebody else's could stand in for one of ours.
    private const string Functions =
        """
        SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace::regnamespace::text IN ('public', 'activity', 'upkeep') AND p.prosecdef
          AND NOT (p.oid::regprocedure::text = 'upkeep.make_activity_months()' AND coalesce('search_path=pg_catalog, pg_temp' = ANY (p.proconfig), false)
            AND p.proowner = (SELECT relowner FROM pg_class WHERE oid = 'public.audit_entry'::regclass))
        """;

    // Who may enter the months' schema could name them; who may make things in the other could be called by our
    // functions.
    private const string Schemas =
        """
        SELECT format('%s to %s', n.nspname, coalesce(r.rolname, 'everybody')) FROM pg_namespace n, aclexplode(n.nspacl) x LEFT JOIN pg_roles r ON r.oid = x.grantee
        WHERE x.grantee <> n.nspowner AND (n.nspname = 'activity' OR n.nspname = 'upkeep' AND NOT (x.privilege_type = 'USAGE' AND coalesce(r.rolname, '') = 'restpy_app'))
        """;

    /// <returns>A sentence for each gap; none when the wall stands everywhere.</returns>
    public static async Task<IReadOnlyList<string>> GapsAsync(
        DbConnection connection, TenantBypassList bypasses, CancellationToken ct)
    {
        var gaps = new List<string>();
        var policies = await ReadAsync(connection, Policies,
            row => new Policy(row.GetString(0), row.GetString(1), row.GetString(2), row.GetBoolean(3), row.GetString(4),
                Plain(row.GetString(5)), Plain(row.GetString(6))), ct);
        var tables = await ReadAsync(connection, Tables,
            row => new Table(row.GetString(0), row.GetString(1), row.GetBoolean(2), row.GetBoolean(3),
                row.GetBoolean(4), row.GetBoolean(5), row.GetString(6), row.GetBoolean(7), row.GetBoolean(8),
                row.GetBoolean(9)), ct);
        foreach (var table in tables)
            gaps.AddRange(Gaps(table, [.. policies.Where(p => p.Table == table.Name)], bypasses));
        foreach (var opening in bypasses.All.SelectMany(d => d.Tables)
            .Where(o => tables.All(t => t.Name != o.Table)))
            gaps.Add($"{opening.Table} is not there, but a bypass opens it.");
        foreach (var function in await ReadAsync(connection, Functions, row => row.GetString(0), ct))
            gaps.Add($"{function} runs with the rights of who made it.");
        foreach (var schema in await ReadAsync(connection, Schemas, row => row.GetString(0), ct))
            gaps.Add($"The schema {schema} is open, which holds what is reached another way.");
        return gaps;
    }

    /// <summary>
    /// A month of the log is read and written through the log, whose rules these are: by itself it is nobody's.
    /// </summary>
    private static IEnumerable<string> PartGaps(Table part, List<Policy> found)
    {
        if (part.IsGranted) yield return $"{part.Name} is a part of another table and open by itself.";
        if (!part.IsWalled) yield return $"{part.Name} has no row-level security, or not for its owner.";
        foreach (var policy in found) yield return $"{part.Name} has a policy nobody reviewed: {policy.Name}.";
    }

    private static IEnumerable<string> Gaps(Table table, List<Policy> found, TenantBypassList bypasses)
    {
        if (table.IsPart)
        {
            foreach (var gap in PartGaps(table, found)) yield return gap;
            yield break;
        }
        if (table.Kind is not ("r" or "p"))
            yield return $"{table.Name} is a view: it may show what the tables behind it would not.";
        if (!table.Reachable)
            yield return $"{table.Name} has no decision: a script must say what the application may do with it (CALL "
                + $"restpy_wall).";
        if (table.MayUnmake)
            yield return $"{table.Name} may be emptied, referenced or given triggers by the application.";
        if (table.Others.Length > 0) yield return $"{table.Name} is open to {table.Others}.";
        if (table.Name == "audit_entry" && table.MayChange)
            yield return "audit_entry may be changed by the application: it only adds to it.";
        if (!table.IsTenants) yield break;
        if (!table.IsWalled) yield return $"{table.Name} has no row-level security, or not for its owner.";
        var expected = Expected(table.Name, bypasses).ToList();
        foreach (var missing in expected.Except(found))
            yield return $"{table.Name} is without its policy {missing.Name}, or with another of that name.";
        foreach (var unknown in found.Except(expected))
            yield return $"{table.Name} has a policy nobody reviewed: {unknown.Name}.";
    }

    private static IEnumerable<Policy> Expected(string table, TenantBypassList bypasses)
    {
        yield return new(table, "restaurant", "*", true, "public", Plain(Rule), Plain(Rule));
        var migration = Plain($"current_setting('app.door', true) = '{TenantBypasses.Migration}'");
        yield return new(table, "migration", "*", true, "owner", migration, migration);
        foreach (var bypass in bypasses.All)
            foreach (var verb in bypass.Tables.Where(o => o.Table == table).SelectMany(o => o.Verbs))
            {
                var opened =
                    Plain(
                        $"current_setting('app.door', true) = "
                            + $"'{bypass.Name}{(bypass.Key is null ? "'" : $":' || {bypass.Key}")}");
                yield return new(table, $"door_{bypass.Name}_{verb.ToLowerInvariant()}", Letter(verb), true,
                    bypass.Role, verb == "INSERT" ? "" : opened, verb is "INSERT" or "UPDATE" ? opened : "");
            }
    }

    private static string Letter(string verb) =>
        verb switch { "SELECT" => "r", "INSERT" => "a", "UPDATE" => "w", _ => "d" };

    /// <summary>Versions of the server write brackets and casts differently; what is left must be the same.</summary>
    private static string Plain(string expression) =>
        expression.Replace("::text", "", StringComparison.Ordinal).Replace("(", "", StringComparison.Ordinal)
            .Replace(")", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    private static async Task<List<T>> ReadAsync<T>(
        DbConnection connection, string sql, Func<DbDataReader, T> read, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct)) rows.Add(read(reader));
        return rows;
    }

    private sealed record Policy(
        string Table, string Name, string Command, bool Permissive, string To, string Using, string Check);

    private sealed record Table(string Name, string Kind, bool IsWalled, bool IsTenants, bool Reachable, bool MayUnmake,
        string Others, bool MayChange, bool IsPart, bool IsGranted);
}
