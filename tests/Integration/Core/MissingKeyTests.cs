using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Host.Commands;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Wall;
using Restpy.Platform.Web;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>A database without its master key, or with another one, is refused in words.</summary>
public sealed class MissingKeyTests
{
    [Theory, OnBothDatabases]
    public async Task A_database_without_its_key_is_refused(DatabaseKind kind)
    {
        var database = await UsedAsync(kind);
        File.Delete(KeyOf(database));
        var refused = await Assert.ThrowsAsync<DatabaseRefusedException>(() => OpenAsync(database));
        Assert.Contains("its master key is not there", refused.Message);
        Assert.Contains("./restpy key restore --sheet FILE", refused.Message);
        Assert.Contains("--new-master-key true. That ends all sessions, links", refused.Message);
        Assert.False(File.Exists(KeyOf(database)));
    }

    [Fact]
    public async Task A_database_copied_into_a_new_folder_is_refused()
    {
        var used = await UsedAsync(DatabaseKind.Sqlite);
        var restored = DatabaseOptions.From(TestDatabases.NewFolder(), null);
        File.Copy(Path.Combine(used.DataDirectory, "restpy.db"), Path.Combine(restored.DataDirectory, "restpy.db"));
        Assert.Contains(
            "not there", (await Assert.ThrowsAsync<DatabaseRefusedException>(() => OpenAsync(restored))).Message);
    }

    [Theory, OnBothDatabases]
    public async Task An_empty_installation_gets_a_key_of_its_own(DatabaseKind kind)
    {
        var database = DatabaseOptions.From(TestDatabases.NewFolder(), await TestDatabases.NewAsync(kind));
        var master = await OpenAsync(database);
        Assert.Equal(master.Id, (await OpenAsync(database)).Id);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyOf(database)));
    }

    [Fact]
    public async Task A_wrong_key_is_refused_on_sqlite()
    {
        var database = await UsedAsync(DatabaseKind.Sqlite);
        File.WriteAllBytes(KeyOf(database), new byte[32]);
        var refused = await Assert.ThrowsAsync<DatabaseRefusedException>(() => OpenAsync(database));
        Assert.Contains("another master.key", refused.Message);
    }

    [Theory, OnBothDatabases]
    public async Task A_new_key_on_request_removes_what_the_old_one_sealed(DatabaseKind kind)
    {
        var database = await UsedAsync(kind);
        File.Delete(KeyOf(database));
        await using (var restpy = await TestProduct.StartAsync(kind, settings: Settings(database, isNew: true)))
        {
            using var client = restpy.Visitor();
            Assert.Equal(System.Net.HttpStatusCode.OK, (await client.GetAsync("/sign-in")).StatusCode);
            Assert.Equal(1, await restpy.InAsync(
                "spice-garden", null, s => s.GetRequiredService<RestpyDb>().Set<ProtectionKey>().CountAsync()));
        }
        await using var again = await TestProduct.StartAsync(kind, settings: Settings(database, isNew: false));
        using var owner = await again.SignInAsync("owner@spice-garden.example");
    }

    [Fact]
    public async Task A_new_key_is_refused_where_there_is_one()
    {
        var database = await UsedAsync(DatabaseKind.Sqlite);
        var before = File.ReadAllBytes(KeyOf(database));
        Assert.Contains("Start without --new-master-key",
            (await Assert.ThrowsAsync<DatabaseRefusedException>(() => OpenAsync(database, isNew: true))).Message);
        Assert.Equal(before, File.ReadAllBytes(KeyOf(database)));
    }

    [Fact]
    public async Task A_command_refuses_a_missing_key_as_the_start_does()
    {
        var database = await UsedAsync(DatabaseKind.Sqlite);
        File.Delete(KeyOf(database));
        using var said = new StringWriter();
        Assert.Equal(1, await OperatorCommands.RunAsync(
            ["super-admin", "--email", "mira@operator.example", "--data", database.DataDirectory], said, default));
        Assert.Contains("its master key is not there", said.ToString());
        Assert.False(File.Exists(KeyOf(database)));
    }

    private static string KeyOf(DatabaseOptions database) => Path.Combine(database.DataDirectory, "master.key");

    private static Task<MasterKey> OpenAsync(DatabaseOptions database, bool isNew = false) =>
        MasterKeyStart.OpenAsync(database, Configured(isNew), default);

    private static IConfiguration Configured(bool isNew) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("new-master-key", isNew ? "true" : null)]).Build();

    /// <summary>A closed installation in which a person was signed in.</summary>
    private static async Task<DatabaseOptions> UsedAsync(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var client = await restpy.SignInAsync("owner@spice-garden.example");
        return restpy.Services.GetRequiredService<DatabaseOptions>();
    }

    private static Dictionary<string, string> Settings(DatabaseOptions database, bool isNew)
    {
        var settings = new Dictionary<string, string> { ["data"] = database.DataDirectory };
        if (isNew) settings["new-master-key"] = "true";
        if (!database.IsSqlite) settings["database"] = database.ConnectionString;
        return settings;
    }
}
