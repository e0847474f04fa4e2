using Microsoft.Extensions.DependencyInjection;
using Restpy.Backups.Runs;
using Restpy.IntegrationTests.Trust;
using Restpy.Kernel;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>Claim H6 on PostgreSQL, where the product reads what was recorded on the database host.</summary>
public sealed class PostgresClaimTests
{
    [Fact]
    public async Task Without_a_recorded_backup_it_is_not_verified()
    {
        await using var restpy = await ProductAsync();
        Assert.Equal(ClaimState.NotVerifiedHere, (await Sabotage.StandingAsync(restpy, "H6")).State);
    }

    [Fact]
    public async Task A_backup_older_than_26_hours_turns_it_red()
    {
        await using var restpy = await ProductAsync();
        await KeepAsync(restpy, RunKind.Snapshot, ok: true);
        restpy.Clock.Advance(TimeSpan.FromHours(27));
        Assert.Equal(ClaimState.Failing, (await Sabotage.StandingAsync(restpy, "H6")).State);
    }

    [Fact]
    public async Task A_failed_drill_turns_it_red()
    {
        await using var restpy = await ProductAsync();
        await KeepAsync(restpy, RunKind.Snapshot, ok: true);
        await KeepAsync(restpy, RunKind.Drill, ok: false);
        var standing = await Sabotage.StandingAsync(restpy, "H6");
        Assert.True(standing.State == ClaimState.Failing, standing.Evidence);
    }

    [Fact]
    public async Task A_recorded_backup_nobody_here_took_does_not_count()
    {
        await using var restpy = await ProductAsync();
        await KeepAsync(restpy, RunKind.Snapshot, ok: true);
        restpy.Clock.Advance(TimeSpan.FromHours(27));
        await Sabotage.SqlAsync(restpy, $"UPDATE backups_run SET at = {restpy.Clock.GetUtcNow().UtcTicks / 10}");
        Assert.Contains("No backup was recorded", (await Sabotage.StandingAsync(restpy, "H6")).Evidence,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_PostgreSQL_hands_over_nothing_it_is_not_verified()
    {
        await using var restpy = await ProductAsync();
        await KeepAsync(restpy, RunKind.Snapshot, ok: true);
        await KeepAsync(restpy, RunKind.Drill, ok: true);
        Assert.Contains("not handed over any WAL", (await Sabotage.StandingAsync(restpy, "H6")).Evidence,
            StringComparison.Ordinal);
    }

    private static async Task<TestProduct> ProductAsync()
    {
        TestDatabases.NeedPostgres();
        return await TestProduct.StartAsync(DatabaseKind.Postgres, settings: Sabotage.Settings);
    }

    private static Task KeepAsync(TestProduct restpy, RunKind kind, bool ok) =>
        restpy.Services.GetRequiredService<BackupRuns>()
            .KeepAsync(kind, ok, "for the test", 1000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), default);
}
