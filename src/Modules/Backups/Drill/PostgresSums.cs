using System.Globalization;
using Restpy.Platform.Snapshots;

namespace Restpy.Backups.Drill;

/// <summary>
/// The SQL that counts and sums every table of a PostgreSQL database, for psql, and how its answer is read.
/// </summary>
internal static class PostgresSums
{
    /// <summary>Tables with rows of their own: of a partitioned one its parts.</summary>
    public const string Tables =
        "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        + "WHERE c.relkind = 'r' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' ORDER BY 1";

    /// <summary>Triggers, policies and functions: what keeps restaurants apart and the activity log as it is.</summary>
    private const string Definitions =
        "SELECT pg_get_triggerdef(oid) AS t FROM pg_trigger WHERE NOT tgisinternal "
        + "UNION ALL SELECT p.polname || p.polrelid::regclass || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || "
        + "coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') FROM pg_policy p "
        + "UNION ALL SELECT pg_get_functiondef(f.oid) FROM pg_proc f JOIN pg_namespace n ON n.oid = f.pronamespace "
        + "WHERE f.prokind IN ('f', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'";

    public static IReadOnlyList<string> Names(string said) =>
        said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>
    /// One row for each table: name, rows, and the sum of the hashes of its rows, whose order does not matter.
    /// </summary>
    public static string Of(IReadOnlyList<string> tables) =>
        string.Join(" UNION ALL ",
            tables.Select(table => Sum(table, table)).Prepend(Sum("definitions", $"({Definitions})")));

    public static IReadOnlyList<TableSum> Read(string said) =>
        [.. Names(said).Select(line => line.Split('|'))
            .Select(part => new TableSum(part[0], long.Parse(part[1], CultureInfo.InvariantCulture), part[2]))];

    private static string Sum(string name, string from) =>
        $"(SELECT '{name.Replace("'", "''", StringComparison.Ordinal)}', count(*), coalesce(sum(('x' || "
            + $"substr(md5(t::text), 1, 15))::bit(60)::bigint::numeric), 0)::text FROM {from} t)";
}
