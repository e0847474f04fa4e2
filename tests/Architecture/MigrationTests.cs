using System.Text.RegularExpressions;
using Restpy.Platform.Data;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// Nodes of the version before run on while a script is applied (docs/how-to/change-a-table.md): it may add, and take away
/// only what that version no longer uses.
/// </summary>
public sealed partial class MigrationTests
{
    /// <summary>Up to here no installation ran on two nodes.</summary>
    private const string FirstBound = "0009";

    [Fact]
    public void A_script_breaks_no_node_of_the_version_before() =>
        Complaints.None(new[] { true, false }.SelectMany(sqlite => Migrations.Scripts(sqlite)).Where(script => string.CompareOrdinal(script.Name, FirstBound) >= 0).SelectMany(Broken));

    [Theory]
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
            if (TakesAway().IsMatch(statement)) yield return $"{script.Name}: the version before may still use what this takes away: {statement}";
            else if (AddsColumn().IsMatch(statement) && !statement.Contains("DEFAULT", StringComparison.OrdinalIgnoreCase)) yield return $"{script.Name}: the version before does not fill this column: {statement}";
        }
    }

    [GeneratedRegex("^-- Contract: .{10,}", RegexOptions.Multiline)]
    private static partial Regex Contract();

    [GeneratedRegex("--.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^(DROP\s+TABLE|ALTER\s+TABLE\s+\S+\s+(DROP\s+(COLUMN\s+)?(?!CONSTRAINT)|RENAME\b|ALTER\s+(COLUMN\s+)?\S+\s+(TYPE|SET\s+DATA\s+TYPE|SET\s+NOT\s+NULL)))", RegexOptions.IgnoreCase)]
    private static partial Regex TakesAway();

    [GeneratedRegex(@"^ALTER\s+TABLE\s+\S+\s+ADD\b.*\bNOT\s+NULL\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex AddsColumn();
}
