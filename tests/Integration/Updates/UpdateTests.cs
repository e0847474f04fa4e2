#pragma warning disable RS0030 // Looks into a database of an earlier version.
using System.Data.Common;
using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Restpy.Backups.Contract;
using Restpy.Backups.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Updates;

/// <summary>A database of an earlier version is brought up to this one, with everything in it.</summary>
public sealed class UpdateTests
{
    private const string Facts =
        "SELECT (SELECT count(*) FROM billing_bill) || ' bills of ' || (SELECT sum(payable_minor) FROM billing_bill) "
            + "|| ', ' || "
        + "(SELECT count(*) FROM ordering_order) || ' orders, ' || (SELECT count(*) FROM audit_entry WHERE action <> "
        + "'audit.personal-data-removed') || ' entries, ' || (SELECT count(*) FROM menu_item) || ' dishes'";

    [Fact]
    public async Task A_file_of_an_earlier_version_keeps_every_bill_order_and_entry()
    {
        var folder = EarlierDatabase.File();
        var before = await AskFileAsync(Path.Combine(folder, "restpy.db"), Facts);
        await Migrations.ApplyAsync(DatabaseOptions.From(folder, null), default);
        Assert.Equal(before, await AskFileAsync(Path.Combine(folder, "restpy.db"), Facts));
    }

    [Fact]
    public async Task A_server_of_an_earlier_version_keeps_every_bill_order_and_entry()
    {
        TestDatabases.NeedPostgres();
        var (owner, _) = await EarlierDatabase.PostgresAsync();
        var before = await AskServerAsync(owner, Facts);
        await Migrations.ApplyAsync(owner, default);
        Assert.Equal(before, await AskServerAsync(owner, Facts));
    }

    [Fact]
    public async Task Its_people_work_on_after_the_update()
    {
        await using var restpy = await StartAsync(EarlierDatabase.File(), TestDatabases.NewFolder());
        using var manager = await restpy.SignInAsync("manager@spice-garden.example");
        foreach (var page in new[] {
            "/staff/bills", "/staff/sales", "/staff/menu", "/staff/log", "/staff/floor", "/staff/day" })
        {
            using var answer = await manager.GetAsync(page);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{page}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Before_the_update_of_a_file_a_snapshot_is_taken()
    {
        var (folder, store) = (EarlierDatabase.File(), TestDatabases.NewFolder());
        var before = await AskFileAsync(Path.Combine(folder, "restpy.db"), Facts);
        await using (await StartAsync(folder, store))
        {
            // Its hosted backups have not begun: what lies there was taken before the update.
        }
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Restpy:Backup:Folder"] = store }).Build();
        var backups = BackupOperations.Stored(settings, DatabaseOptions.From(folder, null));
        var first = (await backups.ListAsync(default))[0];
        var restored = await backups.RestoreAsync(Path.Combine(TestDatabases.NewFolder(), "old"), first.From, default);
        Assert.Equal(before, await AskFileAsync(restored.Path, Facts));
        Assert.Equal(
            0L, await AskFileAsync(restored.Path, "SELECT count(*) FROM sqlite_master WHERE name = 'backups_run'"));
    }

    [Fact]
    public async Task An_update_is_not_begun_where_no_snapshot_can_be_taken()
    {
        var (folder, store) = (EarlierDatabase.File(), Path.Combine(TestDatabases.NewFolder(), "file"));
        await File.WriteAllTextAsync(store, "not a folder", TestContext.Current.CancellationToken);
        using var server = new RealServer(folder, null, "--Restpy:Backup:Folder", store);
        await Assert.ThrowsAsync<HttpRequestException>(server.StartAsync);
        Assert.Equal(0L, await AskFileAsync(
            Path.Combine(folder, "restpy.db"), "SELECT count(*) FROM sqlite_master WHERE name = 'backups_run'"));
    }

    [Theory, OnBothDatabases]
    public async Task A_script_that_fails_leaves_the_tables_as_the_version_before_made_them(DatabaseKind kind)
    {
        var (database, _) = kind == DatabaseKind.Sqlite ? (DatabaseOptions.From(EarlierDatabase.File(), null), "")
            : await EarlierDatabase.PostgresAsync();
        var scripts = Migrations.Scripts(database.IsSqlite)
            .Append(("9999_broken", "CREATE TABLE half (id text); SELECT nothing FROM nowhere"));
        await Assert.ThrowsAnyAsync<DbException>(() => Migrations.ApplyAsync(database, scripts, default));
        const string Newer = "SELECT count(*) FROM schema_migration WHERE name > '0025'";
        Assert.Equal(0L, database.IsSqlite
            ? await AskFileAsync(Path.Combine(database.DataDirectory, "restpy.db"), Newer)
            : await AskServerAsync(database, Newer));
    }

    private static Task<TestProduct> StartAsync(string folder, string store) =>
        TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new()
        {
            ["data"] = folder, ["Restpy:Backup:On"] = "true", ["Restpy:Backup:Folder"] = store,
            ["Restpy:SelfChecks"] = "off",
        });

    private static async Task<object?> AskFileAsync(string path, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    private static async Task<object?> AskServerAsync(DatabaseOptions database, string sql)
    {
        await using var connection = await TestDatabases.PastTheWallAsync(database);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
