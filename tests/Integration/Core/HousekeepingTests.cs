using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Guest;
using Restpy.IntegrationTests.Nodes;
using Restpy.Platform.Data;
using Restpy.Platform.Jobs;
using Restpy.TestSupport;
using Xunit;
using BasketLine = Restpy.Ordering.BasketLine;

namespace Restpy.IntegrationTests.Core;

/// <summary>What nobody can ask for any more goes; what somebody may still ask for stays, to the hour.</summary>
public sealed class HousekeepingTests
{
    private const string Manager = "manager@spice-garden.example";
    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);

    [Theory, OnBothDatabases]
    public async Task Old_commands_events_baskets_and_sessions_go_and_the_log_stays(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var table = await GuestTable.OfAsync(restpy);
        using var phone = table.Phone();
        await table.AddAsync(phone, table.Plain());
        using var person = await restpy.SignInAsync(Manager);
        var housekeeping = restpy.Services.GetRequiredService<Housekeeping>();
        await Soon.IsAsync(() => restpy.Services.GetRequiredService<JobLeader>().LeaderTerm is not null,
            "this node leads");
        var log = await CountAsync<AuditEntry>(table);
        Assert.Equal((1, true, true), await LeftAsync(table));

        restpy.Clock.Advance(TimeSpan.FromDays(1) - AnHour);
        await housekeeping.RunOnceAsync(default);
        Assert.Equal((1, true, true), await LeftAsync(table));

        restpy.Clock.Advance(2 * AnHour);
        await housekeeping.RunOnceAsync(default);
        Assert.Equal((0, true, true), await LeftAsync(table));

        restpy.Clock.Advance(Retention.OfEvents - TimeSpan.FromDays(1) - (2 * AnHour));
        await housekeeping.RunOnceAsync(default);
        Assert.Equal((0, true, true), await LeftAsync(table));

        restpy.Clock.Advance(2 * AnHour);
        Assert.True(await housekeeping.RunOnceAsync(default) > 2);
        Assert.Equal((0, false, false), await LeftAsync(table));
        // On PostgreSQL a rate bucket may still be told meanwhile, and for this clock it is old at once.
        await Soon.IsAsync(async () => await housekeeping.RunOnceAsync(default) == 0, "nothing is left to remove");
        Assert.Equal(log, await CountAsync<AuditEntry>(table));

        restpy.Clock.Advance(TimeSpan.FromDays(24));
        Assert.True(await housekeeping.RunOnceAsync(default) > 0);
        Assert.Equal(0, await table.InAsync(db => db.Set<Staff.StaffSession>().CountAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task A_reader_that_was_away_hears_what_it_missed_or_that_it_is_gone(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var housekeeping = restpy.Services.GetRequiredService<Housekeeping>();
        await Soon.IsAsync(() => restpy.Services.GetRequiredService<JobLeader>().LeaderTerm is not null,
            "this node leads");
        await RingAsync(restpy);
        restpy.Clock.Advance(Retention.OfEvents + AnHour);
        await RingAsync(restpy);
        await using var newer = new EventReader(await restpy.SignInAsync(Manager), "kept");
        await newer.ConnectAsync();
        await newer.LeaveAsync();
        var missed = await RingAsync(restpy);
        await housekeeping.RunOnceAsync(default);

        await newer.ConnectAsync();
        await newer.WaitForAsync(1);
        Assert.Equal([missed], newer.Heard);
        Assert.DoesNotContain("Reset", newer.Kinds);

        await using var older = new EventReader(await restpy.SignInAsync(Manager), "kept") { LastId = "1" };
        await older.ConnectAsync();
        Assert.Contains("Reset", older.Kinds);
        var after = await RingAsync(restpy);
        await older.WaitForAsync(1);
        Assert.Equal([after], older.Heard);

        // Whoever has been told once stands behind the gap.
        await older.LeaveAsync();
        older.Kinds.Clear();
        await older.ConnectAsync();
        Assert.DoesNotContain("Reset", older.Kinds);
    }

    [Theory, OnBothDatabases]
    public async Task After_a_start_places_go_on_where_they_were(DatabaseKind kind)
    {
        var settings = new Dictionary<string, string> { ["data"] = TestDatabases.NewFolder() };
        if (await TestDatabases.NewAsync(kind) is { } postgres) settings["database"] = postgres;
        long before;
        await using (var first = await TestProduct.StartAsync(kind, settings: settings))
        {
            await RingAsync(first);
            await PlacedAsync(first);
            first.Clock.Advance(Retention.OfEvents + AnHour);
            await Soon.IsAsync(() => first.Services.GetRequiredService<JobLeader>().LeaderTerm is not null,
                "this node leads");
            await first.Services.GetRequiredService<Housekeeping>().RunOnceAsync(default);
            before = await NewestAsync(first);
            Assert.True(before > 0);
        }
        await using var second = await TestProduct.StartAsync(kind, settings: settings);
        await RingAsync(second);
        await PlacedAsync(second);
        Assert.True(await NewestAsync(second) > before);
    }

    private static async Task<(int Baskets, bool Commands, bool Events)> LeftAsync(GuestTable table) =>
        (await CountAsync<BasketLine>(table), await CountAsync<CommandRecord>(table) > 0,
            await CountAsync<OutboxEvent>(table) > 1);

    private static Task<int> CountAsync<T>(GuestTable table) where T : class =>
        table.InAsync(db => db.Set<T>().CountAsync());

    private static Task<long> NewestAsync(TestProduct restpy) =>
        restpy.InAsync("spice-garden", null,
            async s => await s.GetRequiredService<RestpyDb>().Set<OutboxEvent>().MaxAsync(e => e.Position) ?? 0);

    /// <summary>PostgreSQL gives places a moment after the commit.</summary>
    private static async Task PlacedAsync(TestProduct restpy)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await restpy.InAsync("spice-garden", null,
                s => s.GetRequiredService<RestpyDb>().Set<OutboxEvent>().AllAsync(e => e.Position != null))) return;
            await Task.Delay(100);
        }
    }

    private static async Task<Guid> RingAsync(TestProduct restpy)
    {
        var id = await restpy.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            await using var work = await db.BeginAsync(default);
            var rung = Guid.NewGuid();
            db.Publish(new TestNews("kept", "TestRang", rung));
            return await work.SaveAsync(rung, default);
        });
        await PlacedAsync(restpy);
        return id;
    }
}
