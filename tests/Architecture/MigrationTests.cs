using System.Text.RegularExpressions;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// Nodes of the version before run on while a script is applied (docs/how-to/change-a-table.md): it may add, and take
/// away only what that version no longer uses.
/// </summary>
public sealed partial class MigrationTests
{
    /// <summary>Up to here no installation ran on two nodes.</summary>
    private const string FirstBound = "0009";

    /// <summary>
    /// Scripts that put another table in the place of one, under its name: with everything it had, as a test sees on a
    /// database.
    /// </summary>
    private static readonly Dictionary<string, string> Exchanges = new() { ["0012_growth"] = "audit_entry" };

    private static Regex Exchanged(string table) =>
        new($@"^ALTER\s+TABLE\s+({table}\s+SET\s+SCHEMA\s+activity|activity\.{table}\s+RENAME\s+TO\s+{table}_before)$",
            RegexOptions.IgnoreCase);

    [Fact]
    public void A_script_breaks_no_node_of_the_version_before() =>
        Complaints.None(new[] { true, false }.SelectMany(sqlite => Migrations.Scripts(sqlite))
            .Where(script => string.CompareOrdinal(script.Name, FirstBound) >= 0).SelectMany(Broken));

    /// <summary>
    /// What a script may take out of the way because it puts the same back: not believed, but looked at on a database.
    /// Only where a table is exchanged for one that can do more.
    /// </summary>
    [Fact]
    public async Task On_postgres_what_stood_before_a_script_stands_after_it()
    {
        TestDatabases.NeedPostgres();
        var database = await TestDatabases.EmptyAsync(DatabaseKind.Postgres);
        await Schema.RunAsync(database, "CREATE TABLE schema_migration (name text NOT NULL PRIMARY KEY)");
        var (gone, exchanged) = (new List<string>(), new List<string>());
        foreach (var (name, sql) in Migrations.Scripts(sqlite: false))
        {
            List<string> before = string.CompareOrdinal(name, FirstBound) > 0 ? await Schema.StandingAsync(database)
                : [];
            await Schema.RunAsync(database, sql);
            if (!Contract().IsMatch(sql))
                gone.AddRange(before.Except(await Schema.StandingAsync(database))
                    .Select(line => $"{name} takes away: {line}"));
            if (Exchanges.ContainsKey(name))
                exchanged.AddRange(before.Where(line => line.Contains(Exchanges[name], StringComparison.Ordinal)));
        }
        Complaints.None(gone);
        // Columns, key, indexes, policies, grants and triggers of what was exchanged were among it.
        foreach (var kind in new[] { "column", "constraint", "index", "policy", "grant", "trigger", "walled" })
            Assert.Contains(exchanged, line => line.StartsWith(kind, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ALTER TABLE audit_entry DROP CONSTRAINT pk_audit_entry", "constraint audit_entry")]
    [InlineData("DROP INDEX ix_audit_entry_at", "index CREATE INDEX ix_audit_entry_at")]
    [InlineData("DROP POLICY migration ON audit_entry", "policy audit_entry migration")]
    [InlineData("REVOKE INSERT ON audit_entry FROM restpy_app", "grant audit_entry")]
    [InlineData("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_never_changed", "trigger audit_entry")]
    [InlineData("ALTER TABLE audit_entry NO FORCE ROW LEVEL SECURITY", "walled audit_entry")]
    public async Task Probe_what_an_exchange_forgets_is_found(string forgets, string named)
    {
        TestDatabases.NeedPostgres();
        var database = await TestDatabases.EmptyAsync(DatabaseKind.Postgres);
        await Migrations.ApplyAsync(database, default);
        var before = await Schema.StandingAsync(database);
        await Schema.RunAsync(database, forgets);
        Assert.Contains(before.Except(await Schema.StandingAsync(database)),
            line => line.StartsWith(named, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ALTER TABLE audit_entry SET SCHEMA activity")]
    [InlineData("ALTER TABLE menu_item DROP COLUMN code")]
    [InlineData("alter table \"menu_item\" rename to dish")]
    [InlineData("ALTER TABLE menu_item\n  RENAME COLUMN code TO sku")]
    [InlineData("DROP TABLE menu_item")]
    [InlineData("ALTER TABLE menu_item ALTER COLUMN code TYPE integer")]
    [InlineData("ALTER TABLE menu_item ALTER code SET NOT NULL")]
    [InlineData("ALTER TABLE menu_item ADD COLUMN sku text NOT NULL")]
    public void Probe_what_would_break_them_is_found(string sql)
    {
        Assert.Single(Broken(("0010_test", sql + ";")));
        Assert.Empty(Broken(("0010_test", "-- Contract: unused since 0009_before.\n" + sql + ";")));
    }

    [Theory]
    [InlineData("ALTER TABLE menu_item ADD COLUMN sku text NULL")]
    [InlineData("ALTER TABLE menu_item ADD COLUMN sku text NOT NULL DEFAULT ''")]
    [InlineData("CREATE TABLE menu_sku (id uuid NOT NULL PRIMARY KEY)")]
    [InlineData("CREATE INDEX ix ON menu_item (sku)")]
    [InlineData("-- We do not DROP TABLE menu_item here.\nSELECT 1")]
    public void Probe_what_only_adds_passes(string sql) => Assert.Empty(Broken(("0010_test", sql + ";")));

    private static IEnumerable<string> Broken((string Name, string Sql) script)
    {
        if (Contract().IsMatch(script.Sql)) yield break;
        foreach (var statement in Comment().Replace(script.Sql, "").Split(';').Select(s => s.Trim()))
        {
            // The exchanged table and no other, in that script and no other.
            if (Exchanges.TryGetValue(script.Name, out var table) && Exchanged(table).IsMatch(statement)) continue;
            if (TakesAway().IsMatch(statement))
                yield return $"{script.Name}: the version before may still use what this takes away: {statement}";
            else if (AddsColumn().IsMatch(statement)
                && !statement.Contains("DEFAULT", StringComparison.OrdinalIgnoreCase))
                yield return $"{script.Name}: the version before does not fill this column: {statement}";
        }
    }

    [GeneratedRegex("^-- Contract: .{10,}", RegexOptions.Multiline)]
    private static partial Regex Contract();

    [GeneratedRegex("--.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(DROP\s+TABLE|ALTER\s+TABLE\s+\S+\s+(DROP\s+(COLUMN\s+)?(?!CONSTRAINT)|RENAME\b|SET\s+SCHEMA\b|ALTER\s+(COLUMN\s+)?\S+\s+(TYPE|SET\s+DATA\s+TYPE|SET\s+NOT\s+NULL)))", RegexOptions.IgnoreCase)]
    private static partial Regex TakesAway();

    [GeneratedRegex(@"^ALTER\s+TABLE\s+\S+\s+ADD\b.*\bNOT\s+NULL\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex AddsColumn();
}
