using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Host.Commands;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>./restpy key sheet and restore, as they are typed.</summary>
public sealed class KeySheetCommandTests
{
    private const string Passphrase = "seven quiet windows at noon in Pune";
    private readonly string _folder = TestDatabases.NewFolder();

    [Theory, OnBothDatabases]
    public async Task Beside_the_running_product_a_sheet_is_made_once_and_recorded(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var database = restpy.Services.GetRequiredService<DatabaseOptions>();
        Assert.Equal(0, (await SheetAsync(database, "first.txt")).Code);
        var (code, said) = await SheetAsync(database, "second.txt");
        Assert.Equal(1, code);
        Assert.Contains($"UTC by {Environment.UserName} on {Environment.MachineName}", said);
        Assert.False(File.Exists(Path.Combine(_folder, "second.txt")));
        Assert.Equal(0, (await SheetAsync(database, "second.txt", "--again")).Code);
        Assert.Equal(2, await RecordedAsync(restpy));
    }

    [Fact]
    public async Task A_sheet_gives_the_same_key_back()
    {
        var database = KeyAlone();
        var (code, said) = await SheetAsync(database, "sheet.txt");
        Assert.Equal(0, code);
        Assert.Contains("stands in no activity log", said);
        var into = Path.Combine(_folder, "restored");
        Assert.Equal(0, (await RestoreAsync("sheet.txt", into)).Code);
        var before = File.ReadAllBytes(Path.Combine(database.DataDirectory, "master.key"));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(into, "master.key")));
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owners, File.GetUnixFileMode(Path.Combine(into, "master.key")));
        Assert.Equal(Owners, File.GetUnixFileMode(Path.Combine(_folder, "sheet.txt")));
    }

    [Fact]
    public async Task The_passphrase_stands_neither_on_the_sheet_nor_in_the_answer()
    {
        var (_, said) = await SheetAsync(KeyAlone(), "sheet.txt");
        Assert.DoesNotContain(Passphrase, said + File.ReadAllText(Path.Combine(_folder, "sheet.txt")));
    }

    [Theory]
    [InlineData("short", "at least 15 characters")]
    [InlineData("restaurant restaurant", "too easy to guess")]
    public async Task A_weak_passphrase_seals_nothing(string weak, string why)
    {
        var (code, said) = await SheetAsync(KeyAlone(), "sheet.txt", passphrase: weak);
        Assert.Equal(1, code);
        Assert.Contains(why, said);
        Assert.False(File.Exists(Path.Combine(_folder, "sheet.txt")));
    }

    [Fact]
    public async Task A_passphrase_on_the_command_line_is_refused()
    {
        var (code, said) = await SheetAsync(KeyAlone(), "sheet.txt", $"--passphrase={Passphrase}");
        Assert.Equal(1, code);
        Assert.Contains("can be read by others", said);
    }

    [Fact]
    public async Task A_sheet_is_never_written_over_a_file()
    {
        File.WriteAllText(Path.Combine(_folder, "sheet.txt"), "kept");
        Assert.Equal(1, (await SheetAsync(KeyAlone(), "sheet.txt")).Code);
        Assert.Equal("kept", File.ReadAllText(Path.Combine(_folder, "sheet.txt")));
    }

    [Fact]
    public async Task A_key_is_never_restored_over_another()
    {
        await SheetAsync(KeyAlone(), "sheet.txt");
        var other = KeyAlone();
        var before = File.ReadAllBytes(Path.Combine(other.DataDirectory, "master.key"));
        Assert.Equal(1, (await RestoreAsync("sheet.txt", other.DataDirectory)).Code);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(other.DataDirectory, "master.key")));
    }

    [Fact]
    public async Task A_key_is_not_restored_beside_the_database_of_another_installation()
    {
        await SheetAsync(KeyAlone(), "sheet.txt");
        DatabaseOptions database;
        await using (var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite))
        {
            using var client = await restpy.SignInAsync("owner@spice-garden.example");
            database = restpy.Services.GetRequiredService<DatabaseOptions>();
        }
        File.Delete(Path.Combine(database.DataDirectory, "master.key"));
        var (code, said) = await RestoreAsync("sheet.txt", database.DataDirectory);
        Assert.Equal(1, code);
        Assert.Contains("the key of another installation", said);
        Assert.False(File.Exists(Path.Combine(database.DataDirectory, "master.key")));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("key", "sheet")]
    [InlineData("key", "restore", "--sheet", "x")]
    [InlineData("key", "sheet-made", "ABCDEFGH")]
    public async Task Half_a_command_prints_how_it_is_used(params string[] args)
    {
        using var said = new StringWriter();
        Assert.Equal(1, await OperatorCommands.RunAsync(args, said, default));
        Assert.Contains("./restpy key sheet --to FILE", said.ToString());
    }

    private static DatabaseOptions KeyAlone()
    {
        var folder = TestDatabases.NewFolder();
        MasterKey.Create(folder);
        return DatabaseOptions.From(folder, null);
    }

    private Task<(int Code, string Said)> SheetAsync(
        DatabaseOptions database, string file, string? more = null, string passphrase = Passphrase)
    {
        List<string> args = [
            "key", "sheet", "--to", Path.Combine(_folder, file), "--passphrase-file", FileOf(passphrase)];
        if (more is not null) args.Add(more);
        args.AddRange(["--demo", "true", "--data", database.DataDirectory]);
        if (!database.IsSqlite) args.AddRange(["--database", database.ConnectionString]);
        return RunAsync([.. args]);
    }

    private Task<(int Code, string Said)> RestoreAsync(string file, string into) =>
        RunAsync([
            "key", "restore", "--sheet", Path.Combine(_folder, file), "--into", into,
            "--passphrase-file", FileOf(Passphrase)]);

    private string FileOf(string passphrase)
    {
        var file = Path.Combine(_folder, "passphrase");
        File.WriteAllText(file, passphrase + "\n");
        return file;
    }

    private static async Task<(int Code, string Said)> RunAsync(string[] args)
    {
        using var said = new StringWriter();
        return (await OperatorCommands.RunAsync(args, said, default), said.ToString());
    }

    private static async Task<int> RecordedAsync(TestProduct restpy)
    {
        await using var scope = restpy.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>()
            .Enter(AuditEntry.OfThePlatform, null, Actor.System("test"));
        return await scope.ServiceProvider.GetRequiredService<RestpyDb>().Set<AuditEntry>()
            .CountAsync(e => e.Action == "platform.key-sheet-made");
    }
}
