using Restpy.Backups.Contract;
using Restpy.Backups.Drill;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>
/// The drill on PostgreSQL: restored beside the running server, compared row by row with what was there at one moment.
/// </summary>
[Collection(nameof(BackedUpPostgres))]
public sealed class PostgresDrillTests(BackedUpPostgres backedUp)
{
    private readonly bool _isInstalled = BackedUpPostgres.Need();

    [Fact]
    public async Task Every_row_is_the_same_although_writing_goes_on()
    {
        await backedUp.Postgres.RunAsync("CREATE TABLE IF NOT EXISTS busy (n bigint, text text)");
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var n = 0; !stop.IsCancellationRequested; n++)
                await backedUp.Postgres.RunAsync(
                    $"INSERT INTO busy VALUES ({n}, repeat('x', {n % 500})); DELETE FROM busy WHERE n = {n - 7}");
        });
        try
        {
            var result = await new PostgresDrill(backedUp.Settings, "restpy", TimeProvider.System).RunAsync(default);
            Assert.Empty(result.Problems);
            Assert.True(result.Rows >= 3, result.Told);
            Assert.True(result.Took > TimeSpan.Zero);
        }
        finally
        {
            await stop.CancelAsync();
            await writing;
        }
    }

    [Fact]
    public async Task Nothing_is_left_of_it_beside_the_data()
    {
        await new PostgresDrill(backedUp.Settings, "restpy", TimeProvider.System).RunAsync(default);
        Assert.Empty(Directory.GetDirectories(Path.GetDirectoryName(backedUp.Postgres.Data)!, "restpy-drill-*"));
    }

    [Fact]
    public async Task A_repository_that_is_gone_is_named()
    {
        var copy = await backedUp.CopyAsync();
        Directory.Delete(copy.Repository, recursive: true);
        await Assert.ThrowsAsync<BackupFailedException>(
            () => new PostgresDrill(copy, "restpy", TimeProvider.System).RunAsync(default));
    }
}
