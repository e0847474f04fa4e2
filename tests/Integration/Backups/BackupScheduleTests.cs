using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Backups.Files;
using Restpy.Backups.Stores;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>The schedule goes on whatever a store does, and wrong settings are refused in words.</summary>
public sealed class BackupScheduleTests
{
    [Fact]
    public async Task A_store_that_does_not_answer_in_time_is_a_problem_and_not_the_end()
    {
        await using var restpy =
            await BackedUpProduct.StartAsync(configure: services => services.AddSingleton<IBackupStore, SilentStore>());
        Assert.False(await restpy.Rounds.RoundAsync(default));
        Assert.NotNull(restpy.Rounds.Problem);
    }

    [Fact]
    public async Task Two_reviews_at_once_find_the_same()
    {
        using var shop = new Shop();
        for (var i = 0; i < 30; i++)
        {
            shop.Write($"{i}");
            await shop.Backups.ShipAsync(default);
        }
        var review = new BackupVerification(new FolderStore(shop.Store), new BackupKey(new byte[32]), shop.Clock, 35);
        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => review.RoundAsync(default))));
        Assert.All(found, Assert.Empty);
        Assert.Equal(0, review.Unread);
    }

    [Fact]
    public async Task Fewer_than_35_days_are_refused_in_words()
    {
        var folder = TestDatabases.NewFolder();
        string[] words = [Path.Combine(AppContext.BaseDirectory, "Restpy.Host.dll"), "--data", folder, "--urls",
            "http://127.0.0.1:0", "--Restpy:Backup:Days", "34"];
        using var process = Process.Start(new ProcessStartInfo("dotnet", words)
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, process.ExitCode);
        Assert.Equal("Restpy:Backup:Days is 34. Backups are kept for 35 days or longer.", said.Trim());
    }

    [Fact, LongProof]
    public async Task A_copy_that_is_probed_is_never_among_the_backups()
    {
        var (data, store) = (TestDatabases.NewFolder(), TestDatabases.NewFolder());
        using var server = new RealServer(data, null, "--Restpy:Backup:On", "false");
        await server.StartAsync();
        string[] words = [Path.Combine(AppContext.BaseDirectory, "Restpy.Host.dll"), "probe", "--data", data,
            "--Restpy:Backup:Folder", store, "--Restpy:Backup:Seconds", "1"];
        using var probe = Process.Start(new ProcessStartInfo("dotnet", words)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        try
        {
            Assert.Contains("copy", await probe.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
            // It starts within a few seconds, and a second later a schedule would have begun.
            await Task.Delay(TimeSpan.FromSeconds(12), TestContext.Current.CancellationToken);
            Assert.False(probe.HasExited);
            Assert.Empty(Directory.GetFileSystemEntries(store));
        }
        finally
        {
            probe.Kill(entireProcessTree: true);
        }
    }

    /// <summary>As the client of a bucket reports a server that stays silent.</summary>
    private sealed class SilentStore : IBackupStore
    {
        public string Place => "nowhere";

        public string WorkFolder => TestDatabases.NewFolder();

        public Task PutAsync(string name, string localFile, CancellationToken ct) =>
            throw new TaskCanceledException("The request timed out.");

        public Task<IReadOnlyList<StoredFile>> ListAsync(CancellationToken ct) =>
            throw new TaskCanceledException("The request timed out.");

        public Task<Stream> OpenAsync(string name, CancellationToken ct) =>
            throw new TaskCanceledException("The request timed out.");

        public Task DeleteAsync(string name, CancellationToken ct) =>
            throw new TaskCanceledException("The request timed out.");
    }
}
