using System.Diagnostics;

namespace Restpy.Bench.Load;

/// <summary>Copies the product's empty tables with their keys and indexes into the floor's database.</summary>
internal static class Tables
{
    private static readonly string[] Names = [
        "ordering_order", "ordering_kot", "ordering_line", "audit_entry", "platform_outbox", "platform_command",
        "platform_counter"];

    public static async Task CopyAsync(string server, string from, string to)
    {
        var parts = server.Split(';').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        var at = $"-h {parts["Host"]} -p {parts["Port"]} -U {parts["Username"]}";
        // References to tables that are not copied fail, and only they. The log's months are tables beside these: here
        // it has one part.
        var psql = $"psql -q {at} -d {to}";
        using var copy = Process.Start("bash",
            ["-c",
                $"(pg_dump {at} -s -O -x {string.Join(' ', Names.Select(n => "-t " + n))} {from} | {psql} && {psql} "
                    + $"-c 'CREATE TABLE audit_entry_all PARTITION OF audit_entry DEFAULT') >/dev/null 2>&1"])!;
        await copy.WaitForExitAsync();
    }

    /// <summary>
    /// What the server does by itself within its first minutes. Until then it plans for empty tables, and checks a
    /// reference by going through all rows of the restaurant.
    /// </summary>
    public static async Task AnalyzeAsync(string server, params string[] databases)
    {
        var parts = server.Split(';').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
        foreach (var database in databases)
        {
            using var analyze = Process.Start("psql",
                ["-q", "-h", parts["Host"], "-p", parts["Port"], "-U", parts["Username"], "-d", database, "-c",
                    "VACUUM ANALYZE"])!;
            await analyze.WaitForExitAsync();
        }
    }
}
