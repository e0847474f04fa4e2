using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Guest;
using Restpy.IntegrationTests.Nodes;
using Restpy.Platform.Data;
using Restpy.Platform.Jobs;
using Restpy.TestSupport;
using Xunit;
using BasketLine = Restpy.Ordering.BasketLine;

namespace Restpy.IntegrationTests.House;

/// <summary>What nobody can ask for any more goes; what somebody may still ask for stays, to the hour.</summary>
public sealed class HousekeepingTests
{
    private const string Manager = "manager@spice-garden.example";
    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);

    [Theory, OnBothDatabases]
    public async Task Old_commands_events_baskets_and_sessions_go_and_the_log_stays(DatabaseKind kind)
    {
        await using var house = await TestHouse.StartAsync(kind);
        var table = await GuestTable.OfAsync(house);
        using var phone = table.Phone();
        await table.AddAsync(phone, table.Plain());
        using var person = await house.SignInAsync(Manager);
        var housekeeping = house.Services.GetRequiredService<Housekeeping>();
        await Soon.IsAsync(() => house.Services.GetRequiredService<Lead>().Term is not null, "this node leads");
        var log = await CountAsync<AuditEntry>(table);
        Assert.Equal((1, true, true), await LeftAsync(table));

        house.Clock.Advance(TimeSpan.FromDays(1) - AnHour);
        await housekeeping.RunOnceAsync(default);
        Assert.Equal((1, true, true), await LeftAsync(table));

        house.Clock.Advance(2 * AnHour);
        await housekeeping.RunOnceAsync(default);
        Assert.Equal((0, true, true), await LeftAsync(table));

        house.Clock.Advance(Retention.OfEvents - TimeSpan.FromDays(1) - (2 * AnHour));
        await housekeeping.RunOnceAsync(default);
        Assert.Equal((0, true, true), await LeftAsync(table));

        house.Clock.Advance(2 * AnHour);
        Assert.True(await housekeeping.RunOnceAsync(default) > 2);
        Assert.Equal((0, false, false), await LeftAsync(table));
        // On PostgreSQL a rate bucket may still be told meanwhile, and for this clock it is old at once.
        await Soon.IsAsync(async () => await housekeeping.RunOnceAsync(default) == 0, "nothing is left to remove");
        Assert.Equal(log, await CountAsync<AuditEntry>(table));

        house.Clock.Advance(TimeSpan.FromDays(24));
        Assert.True(await housekeeping.RunOnceAsync(default) > 0);
        Assert.Equal(0, await table.InAsync(db => db.Set<Staff.StaffSession>().CountAsync()));
    }

    [Theory, OnBothDatabases]
    public async Task A_reader_away_longer_than_events_are_kept_is_told_so_and_one_that_was_not_hears_what_it_missed(DatabaseKind kind)
    {
        await using var house = await TestHouse.StartAsync(kind);
        var housekeeping = house.Services.GetRequiredService<Housekeeping>();
        await Soon.IsAsync(() => house.Services.GetRequiredService<Lead>().Term is not null, "this node leads");
        await RingAsync(house);
        house.Clock.Advance(Retention.OfEvents + AnHour);
        await RingAsync(house);
        await using var newer = new EventReader(await house.SignInAsync(Manager), "kept");
        await newer.ConnectAsync();
        await newer.LeaveAsync();
        var missed = await RingAsync(house);
        await housekeeping.RunOnceAsync(default);

        await newer.ConnectAsync();
        await newer.WaitForAsync(1);
        Assert.Equal([missed], newer.Heard);
        Assert.DoesNotContain("Reset", newer.Kinds);

        await using var older = new EventReader(await house.SignInAsync(Manager), "kept") { LastId = "1" };
        await older.ConnectAsync();
        Assert.Contains("Reset", older.Kinds);
        var after = await RingAsync(house);
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
        await using (var first = await TestHouse.StartAsync(kind, settings: settings))
        {
            await RingAsync(first);
            await PlacedAsync(first);
            first.Clock.Advance(Retention.OfEvents + AnHour);
            await Soon.IsAsync(() => first.Services.GetRequiredService<Lead>().Term is not null, "this node leads");
            await first.Services.GetRequiredService<Housekeeping>().RunOnceAsync(default);
            before = await NewestAsync(first);
            Assert.True(before > 0);
        }
        await using var second = await TestHouse.StartAsync(kind, settings: settings);
        await RingAsync(second);
        await PlacedAsync(second);
        Assert.True(await NewestAsync(second) > before);
    }

    private static async Task<(int Baskets, bool Commands, bool Events)> LeftAsync(GuestTable table) =>
        (await CountAsync<BasketLine>(table), await CountAsync<CommandRecord>(table) > 0, await CountAsync<OutboxEvent>(table) > 1);

    private static Task<int> CountAsync<T>(GuestTable table) where T : class => table.InAsync(db => db.Set<T>().CountAsync());

    private static Task<long> NewestAsync(TestHouse house) => house.InAsync("spice-garden", null, async s => await s.GetRequiredService<RestpyDb>().Set<OutboxEvent>().MaxAsync(e => e.Position) ?? 0);

    /// <summary>PostgreSQL gives places a moment after the commit.</summary>
    private static async Task PlacedAsync(TestHouse house)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await house.InAsync("spice-garden", null, s => s.GetRequiredService<RestpyDb>().Set<OutboxEvent>().AllAsync(e => e.Position != null))) return;
            await Task.Delay(100);
        }
    }

    private static async Task<Guid> RingAsync(TestHouse house)
    {
        var id = await house.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            await using var work = await db.BeginAsync(default);
            var rung = Guid.NewGuid();
            db.Publish("kept", "TestRang", rung);
            return await work.SaveAsync(rung, default);
        });
        await PlacedAsync(house);
        return id;
    }
}
