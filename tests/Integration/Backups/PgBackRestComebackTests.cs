using Restpy.Backups.PgBackRest;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>A restored PostgreSQL takes the place of the lost one, and is backed up in its turn.</summary>
[Collection(nameof(BackedUpPostgres))]
public sealed class PgBackRestComebackTests(BackedUpPostgres backedUp)
{
    private readonly bool _isInstalled = BackedUpPostgres.Need();

    [Fact]
    public async Task What_is_written_after_a_restore_can_be_restored_too()
    {
        var copy = await backedUp.CopyAsync();
        var restored = await new PgBackRestBackups(copy, TimeProvider.System)
            .RestoreAsync(backedUp.NewPath(), backedUp.Between, default);
        using var postgres = OwnPostgres.On(restored.Path);
        var settings =
            copy with { PostgresData = postgres.Data, PostgresSocket = postgres.Socket, PostgresPort = postgres.Port };
        // Its archive_command is still that of the lost one.
        Assert.False((await InitAsync(settings)).IsReady);
        postgres.Restart();
        Assert.True((await InitAsync(settings)).IsReady);
        await postgres.RunAsync(BackedUpPostgres.Insert(4));
        await postgres.RunAsync("SELECT pg_switch_wal()");

        var backups = new PgBackRestBackups(settings, TimeProvider.System);
        var isThere = (DateTime)(await postgres.RunAsync("SELECT clock_timestamp() - interval '1 second'"))!;
        await BackedUpPostgres.UntilAsync(async () => (await backups.ListAsync(default))[^1].To > isThere);
        var again = await backups.RestoreAsync(backedUp.NewPath(), null, default);
        Assert.Equal("1 2 4", await backedUp.RowsAsync(again.Path));
    }

    private static Task<PgBackRestInitResult> InitAsync(PgBackRestSettings settings) =>
        new PgBackRestInit(settings).RunAsync(new(false, null, "restpy"), default);
}
