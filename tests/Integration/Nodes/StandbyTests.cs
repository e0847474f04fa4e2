using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Nodes;

/// <summary>
/// What is read from a standby is of the same restaurant, fresh enough, and otherwise read from the primary.
/// </summary>
public sealed class StandbyTests
{
    private const string Owner = "owner@spice-garden.example";

    [Fact]
    public async Task A_standby_shows_one_restaurants_rows_and_is_left_when_it_is_behind_or_gone()
    {
        OwnPostgres.Need();
        using var primary = new OwnPostgres();
        using var standby = await primary.FollowAsync();
        // One that follows when it likes: a paused standby must not hold up the primary.
        await primary.RunAsync("ALTER SYSTEM SET synchronous_standby_names = ''");
        await primary.RunAsync("SELECT pg_reload_conf()");
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new()
        {
            ["database"] = primary.ConnectionString, ["standby"] = standby.ConnectionString,
        });
        var watched = restpy.Services.GetRequiredService<Standby>();
        using var owner = await restpy.SignInAsync(Owner);
        await Soon.IsAsync(() => watched.IsUsable, "the standby is read from");

        // The wall stands there too: past the filters of this program, no row of the other restaurant.
        var seen = await restpy.InAsync("spice-garden", null, async services =>
        {
            var scope = services.GetRequiredService<WorkScope>();
            await using var there = restpy.Services.CreateAsyncScope();
            there.ServiceProvider.GetRequiredService<WorkScope>().EnterOnStandby(scope);
            var db = there.ServiceProvider.GetRequiredService<RestpyDb>();
            Assert.Equal(new NpgsqlConnectionStringBuilder(standby.ConnectionString).Port,
                new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()).Port);
#pragma warning disable RS0030 // Past the filter on purpose: what is left is the database's wall.
            return (Mine: scope.Restaurant,
                Rows: await db.Set<AuditEntry>().IgnoreQueryFilters(["restaurant"]).Select(e => e.RestaurantId)
                .Distinct().ToListAsync());
#pragma warning restore RS0030
        });
        Assert.Equal([seen.Mine], seen.Rows);

        await standby.RunAsync("SELECT pg_wal_replay_pause()::text");
        await TakeLogAsync(owner, "marked-behind");
        Assert.True(watched.IsUsable);
        Assert.False(await ShowsAsync(owner, "marked-behind"));
        await Soon.IsAsync(() => ShowsAsync(owner, "marked-behind"),
            "what the standby does not have is read from the primary", 16);
        Assert.False(watched.IsUsable);
        await standby.RunAsync("SELECT pg_wal_replay_resume()::text");
        await Soon.IsAsync(() => watched.IsUsable, "the standby has caught up");
        Assert.True(await ShowsAsync(owner, "marked-behind"));

        await TakeLogAsync(owner, "marked-gone");
        standby.Kill();
        Assert.True(await ShowsAsync(owner, "marked-gone"));
        Assert.False(watched.IsUsable);
    }

    [Fact]
    public async Task A_standby_of_another_server_is_none()
    {
        OwnPostgres.Need();
        using var ours = new OwnPostgres();
        using var other = new OwnPostgres();
        using var standby = await other.FollowAsync();
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new()
        {
            ["database"] = ours.ConnectionString, ["standby"] = standby.ConnectionString,
        });
        await Soon.IsAsync(async () =>
            await standby.CountAsync(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'restpy watch' AND state = 'idle'") == 1, "it was asked");
        await Task.Delay(2500);
        Assert.False(restpy.Services.GetRequiredService<Standby>().IsUsable);
    }

    /// <summary>Exporting the log stands in the log, with what was asked.</summary>
    private static async Task TakeLogAsync(StaffClient owner, string mark) =>
        (await owner.PressAsync($"/staff/log.csv?thing={mark}")).EnsureSuccessStatusCode();

    private static async Task<bool> ShowsAsync(StaffClient owner, string mark) =>
        (await owner.PageAsync("/staff/log?act=audit.exported"))
            .Body!.TextContent.Contains(mark, StringComparison.Ordinal);
}
