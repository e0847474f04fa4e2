#pragma warning disable RS0030 // Asks the server how it would answer; nothing is read.
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Restpy.Platform.Data;
using Restpy.TestSupport;

namespace Restpy.IntegrationTests.Growth;

/// <summary>
/// How the server would carry out a statement of the product: as the application, with the wall's rules in the plan.
/// </summary>
internal sealed partial class Plans
{
    // Below this the server rightly reads a table whole, whatever indexes there are: for those it is asked once more,
    // with sequential scans made dear. What it then still reads whole has no index that serves.
    private const int SmallPages = 10;

    private readonly string _application;
    private readonly HashSet<string> _tables;

    // What an evening adds to: whoever reads all of a restaurant's rows here reads its whole past.
    private readonly HashSet<string> _growing;
    private Dictionary<string, Relation> _relations = [];

    private Plans(string application, IModel model)
    {
        _application = application;
        _tables = [.. model.GetEntityTypes().Select(t => t.GetTableName()!)];
        bool IsOfADay(IReadOnlyEntityType type) => type.FindProperty("BusinessDate") is not null
            || type.GetForeignKeys().Any(f => f.PrincipalEntityType != type && IsOfADay(f.PrincipalEntityType));
        _growing = [.. model.GetEntityTypes().Where(IsOfADay).Select(t => t.GetTableName()!), "audit_entry",
            "platform_command", "platform_outbox"];
    }

    public static async Task<Plans> OfAsync(TestProduct restpy, string application)
    {
        using var db = restpy.Services.GetRequiredService<IDbContextFactory<RestpyDb>>().CreateDbContext();
        var plans = new Plans(application, db.Model);
        await using var connection = await TestDatabases.OpenAsync(application);
        await using var command = new NpgsqlCommand(
            """
            SELECT c.relname, coalesce(p.relname, c.relname), c.relpages FROM pg_class c LEFT JOIN pg_inherits h ON h.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = h.inhparent AND p.relkind = 'p'
            WHERE c.relnamespace::regnamespace::text IN ('public', 'activity') AND c.relkind IN ('r', 'p')
            UNION ALL SELECT i.relname, coalesce(p.relname, t.relname), t.relpages FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
            LEFT JOIN pg_inherits h ON h.inhrelid = t.oid LEFT JOIN pg_class p ON p.oid = h.inhparent WHERE t.relnamespace::regnamespace::text IN ('public', 'activity')
            """, connection);
        var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync()) plans._relations[row.GetString(0)] = new(row.GetString(1), row.GetInt32(2));
        await row.DisposeAsync();
        // A line or two for each day is no past to speak of: drawers, Z reports.
        command.CommandText =
            $"SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND "
                + $"reltuples BETWEEN 1 AND {GrownProduct.Restaurants * GrownProduct.Days * 4}";
        await using var few = await command.ExecuteReaderAsync();
        while (await few.ReadAsync()) plans._growing.Remove(few.GetString(0));
        return plans;
    }

    /// <returns>The tables of the model it reads from one end to the other, or walks an index of without a
    /// condition.</returns>
    public async Task<IReadOnlyList<string>> EndToEndAsync(Statement statement)
    {
        var first = await NodesAsync(statement, dear: false);
        var whole = first.Where(IsWhole).ToList();
        if (whole.Count == 0) return [];
        var small = whole.All(n => n.Relation.Pages < SmallPages);
        return [.. (small ? (await NodesAsync(statement, dear: true)).Where(IsWhole) : whole)
            .Select(n => n.Relation.Table)];
    }

    /// <returns>The tables that grow with every evening of which it reads all rows of the restaurant or the branch,
    /// however old.</returns>
    public async Task<IReadOnlyList<string>> WholePastAsync(Statement statement) =>
        [.. (await NodesAsync(statement, dear: false))
            .Where(n => _growing.Contains(n.Relation.Table) && !n.IsLimited && n.Condition is { } condition
                && !NarrowerThanTheBranch(condition)).Select(n => n.Relation.Table)];

    private static bool NarrowerThanTheBranch(string condition) =>
        Column().Matches(condition).Any(c => c.Groups[1].Value is not ("restaurant_id" or "branch_id"));

    /// <summary>The parts of a table it would look into.</summary>
    public async Task<IReadOnlyList<string>> TablesAsync(Statement statement, string table) =>
        [.. (await NodesAsync(statement, dear: false))
            .Where(n => n.Relation.Table == table && !n.Kind.StartsWith("Bitmap Index", StringComparison.Ordinal))
            .Select(n => n.Name).Distinct()];

    private bool IsWhole(Node node) => _tables.Contains(node.Relation.Table)
        && (node.Kind == "Seq Scan"
            || (node.Kind.Contains("Index", StringComparison.Ordinal) && node.Condition is null));

    private async Task<List<Node>> NodesAsync(Statement statement, bool dear)
    {
        await using var connection = await TestDatabases.OpenAsync(_application);
        await using var transaction = await connection.BeginTransactionAsync();
        await using var say =
            new NpgsqlCommand(
                "SELECT set_config('app.restaurant_id', @r, true), set_config('app.door', @d, true), "
                    + "set_config('enable_seqscan', @s, true)", connection)
            {
                Parameters = { new("r", statement.Told.Restaurant?.ToString() ?? ""),
                    new("d", statement.Told.TenantBypass),
            new("s", dear ? "off" : "on") }
            };
        await say.ExecuteNonQueryAsync();
        await using var explain = new NpgsqlCommand("EXPLAIN (FORMAT JSON) " + statement.Text, connection);
        foreach (var parameter in statement.Parameters) explain.Parameters.Add(parameter.Clone());
        using var plan = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync())!);
        var nodes = new List<Node>();
        Walk(plan.RootElement[0].GetProperty("Plan"), nodes, limited: false);
        return nodes;
    }

    private void Walk(JsonElement plan, List<Node> nodes, bool limited)
    {
        string? Of(string property) => plan.TryGetProperty(property, out var value) ? value.GetString() : null;
        var kind = Of("Node Type")!;
        if ((Of("Relation Name") ?? (kind == "Bitmap Index Scan" ? Of("Index Name") : null)) is { } name
            && _relations.TryGetValue(name, out var relation))
            nodes.Add(new(kind, name, relation, Of("Index Cond"), limited));
        if (plan.TryGetProperty("Plans", out var below)) foreach (var child in below.EnumerateArray())
            Walk(child, nodes, (limited || kind == "Limit") && kind is not ("Sort" or "Aggregate" or "Hash"));
    }

    // "((restaurant_id = '…'::uuid) AND (at >= 17…))": the names before the comparisons.
    [GeneratedRegex(@"\(?(\w+) (?:=|<|>|<=|>=|IS|<>) ")]
    private static partial Regex Column();

    private sealed record Node(string Kind, string Name, Relation Relation, string? Condition, bool IsLimited);

    /// <param name="Table">The table of the model; of a month, the log.</param>
    private sealed record Relation(string Table, int Pages);
}
