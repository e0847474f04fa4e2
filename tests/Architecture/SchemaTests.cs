using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.ArchitectureTests;

/// <summary>
/// The schema is written twice, once by hand for each database. These tests hold the three (model, SQLite, PostgreSQL)
/// together.
/// </summary>
public sealed partial class SchemaTests
{
    [Theory, OnBothDatabases]
    public async Task The_scripts_make_the_schema_of_the_model(DatabaseKind kind)
    {
        var byScripts = await TestDatabases.EmptyAsync(kind);
        await Migrations.ApplyAsync(byScripts, default);
        var byModel = await TestDatabases.EmptyAsync(kind);
        await Schema.RunAsync(byModel, Models.CreateScript(kind));
        var scripts = await Schema.DescribeAsync(byScripts);
        var model = await Schema.DescribeAsync(byModel);
        Assert.True(model.Count > 50);
        Complaints.None(scripts.Except(model).Select(line => "only in the scripts: " + line)
            .Concat(model.Except(scripts).Select(line => "only in the model: " + line)));
    }

    [Theory, OnBothDatabases]
    public async Task Scripts_already_applied_are_not_applied_again(DatabaseKind kind)
    {
        var database = await TestDatabases.EmptyAsync(kind);
        Assert.NotEqual(0, await Migrations.ApplyAsync(database, default));
        Assert.Equal(0, await Migrations.ApplyAsync(database, default));
    }

    [Theory, OnBothDatabases]
    public async Task Probe_a_changed_column_a_lost_index_and_a_lost_reference_are_seen(DatabaseKind kind)
    {
        var right = await TestDatabases.EmptyAsync(kind);
        var wrong = await TestDatabases.EmptyAsync(kind);
        const string shelf = "CREATE TABLE shelf (id integer NOT NULL PRIMARY KEY)";
        await Schema.RunAsync(right,
            shelf
            + "; CREATE TABLE jar (id integer NOT NULL PRIMARY KEY, label text NULL, shelf_id integer NOT NULL "
            + "REFERENCES shelf (id)); CREATE INDEX ix_jar_label ON jar (label)");
        await Schema.RunAsync(wrong,
            shelf
            + "; CREATE TABLE jar (id integer NOT NULL PRIMARY KEY, label text NOT NULL, shelf_id integer NOT NULL)");
        var lost = (await Schema.DescribeAsync(right)).Except(await Schema.DescribeAsync(wrong)).ToList();
        Assert.Equal(3, lost.Count);
    }

    /// <summary>
    /// A branch is one restaurant's, and PostgreSQL is told so of every table that names both (CREATE STATISTICS). It
    /// would take a branch for next to no row otherwise, and any index for the right one: seen on a thousand
    /// restaurants.
    /// </summary>
    [Fact]
    public async Task On_postgres_every_table_of_branches_says_that_a_branch_is_one_restaurants()
    {
        TestDatabases.NeedPostgres();
        var database = await TestDatabases.EmptyAsync(DatabaseKind.Postgres);
        await Migrations.ApplyAsync(database, default);
        var told = await Schema.ToldOfBranchesAsync(database);
        var tables = Models.Of(DatabaseKind.Postgres).GetEntityTypes()
            .Where(t => typeof(IBranchOwned).IsAssignableFrom(t.ClrType)).Select(t => t.GetTableName()!).ToList();
        Assert.True(tables.Count > 12);
        Complaints.None(tables.Except(told)
            .Select(t => $"{t}: CREATE STATISTICS st_{t}_branch (dependencies) ON restaurant_id, branch_id FROM {t}"));
        await Schema.RunAsync(database, "DROP STATISTICS st_billing_bill_branch");
        Assert.Equal(["billing_bill"], told.Except(await Schema.ToldOfBranchesAsync(database)));
    }

    [Fact]
    public void Both_databases_have_the_same_scripts() =>
    Complaints.None(Unpaired([.. Names(true)], [.. Names(false)]));

    [Fact]
    public void Probe_a_script_of_one_database_a_number_used_twice_and_a_bad_name_are_found()
    {
        Assert.Equal(["0002_menu has no twin"], Unpaired(["0001_spine", "0002_menu"], ["0001_spine"]));
        Assert.Equal(["0001 is used twice"], Unpaired(["0001_menu", "0001_floor"], ["0001_menu", "0001_floor"]));
        Assert.Equal(["2_menu is not named NNNN_word"], Unpaired(["2_menu"], ["2_menu"]));
    }

    private static IEnumerable<string> Names(bool sqlite) => Migrations.Scripts(sqlite).Select(s => s.Name);

    private static IEnumerable<string> Unpaired(string[] sqlite, string[] postgres) =>
        sqlite.Except(postgres).Concat(postgres.Except(sqlite)).Select(name => $"{name} has no twin")
            .Concat(sqlite.GroupBy(name => name.Split('_')[0]).Where(g => g.Count() > 1)
                .Select(g => $"{g.Key} is used twice"))
            .Concat(sqlite.Where(name => !Named().IsMatch(name)).Select(name => $"{name} is not named NNNN_word"));

    [GeneratedRegex("^[0-9]{4}_[a-z][a-z_]+$")]
    private static partial Regex Named();
}
