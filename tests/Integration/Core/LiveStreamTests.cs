using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Events;
using Restpy.Platform.Live;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>A screen that comes back hears exactly what it missed, whatever happened meanwhile.</summary>
public sealed class LiveStreamTests(SharedProducts products)
{
    internal const string Manager = "manager@spice-garden.example";

    [Theory, OnBothDatabases]
    public async Task A_reader_that_comes_back_hears_exactly_what_it_missed(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await using var reader = new EventReader(await restpy.AsAsync(Manager), "resume");
        await reader.ConnectAsync();
        var heard = await RingAsync(restpy, 5, "resume");
        await reader.WaitForAsync(5);
        await reader.LeaveAsync();
        var missed = await RingAsync(restpy, 7, "resume");
        await reader.ConnectAsync();
        var after = await RingAsync(restpy, 3, "resume");
        await reader.WaitForAsync(15);
        await Task.Delay(500);
        Assert.Equal(heard.Concat(missed).Concat(after), reader.Heard);
    }

    [Theory, OnBothDatabases]
    public async Task Two_hundred_parallel_commits_reach_readers_that_come_and_go_each_exactly_once(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var person = await restpy.AsAsync(Manager);
        var readers = Enumerable.Range(0, 4).Select(_ => new EventReader(person, "storm")).ToList();
        foreach (var reader in readers) await reader.ConnectAsync();
        using var done = new CancellationTokenSource();
        // The first stays, the others lose their link all the time.
        var coming = readers.Skip(1).Select((reader, i) => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await Task.Delay(20 + (i * 15));
                await reader.LeaveAsync();
                await reader.ConnectAsync();
            }
        })).ToList();
        var rung =
            (await Task.WhenAll(Enumerable.Range(0, 200)
                .Select(n => Task.Run(() => RingOnceAsync(restpy, "storm", n % 7 == 0 ? 3 : 1)))))
                .SelectMany(ids => ids).ToHashSet();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RingOnceAsync(restpy, "storm", 1, "maison-lumiere")));
        await done.CancelAsync();
        await Task.WhenAll(coming);
        foreach (var reader in readers)
        {
            await reader.WaitForAsync(rung.Count);
            await reader.DisposeAsync();
            Assert.Equal(rung.Count, reader.Heard.Count);
            Assert.True(rung.SetEquals(reader.Heard));
        }
    }

    [Theory, OnBothDatabases]
    public async Task Places_in_the_stream_are_in_the_order_in_which_they_become_visible(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var seen = new List<long>();
        restpy.Services.GetRequiredService<LiveHub>().Listen(message =>
        {
            lock (seen) seen.Add(message.Position);
        });
        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(() => RingOnceAsync(restpy, "order", 2))));
        for (var i = 0; i < 50 && seen.Count < 120; i++) await Task.Delay(100);
        lock (seen)
        {
            Assert.True(seen.Count >= 120);
            Assert.Equal(seen.Order(), seen);
            Assert.Equal(seen.Count, seen.Distinct().Count());
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_reader_away_for_thousands_of_changes_hears_them_all(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await using var reader = new EventReader(await restpy.AsAsync(Manager), "holiday");
        await reader.ConnectAsync();
        await reader.LeaveAsync();
        var missed = new HashSet<Guid>();
        for (var i = 0; i < 3; i++) missed.UnionWith(await RingOnceAsync(restpy, "holiday", LiveStream.Page - 100));
        // PostgreSQL numbers what is committed a moment later; the reader may come back before that.
        await reader.ConnectAsync();
        await reader.WaitForAsync(missed.Count);
        Assert.Equal(missed.Count, reader.Heard.Count);
        Assert.True(missed.SetEquals(reader.Heard));
    }

    [Theory, OnBothDatabases]
    public async Task An_id_from_before_a_restore_does_not_make_deaf(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await using var reader = new EventReader(await restpy.AsAsync(Manager), "restored") { LastId = "900000000000" };
        await reader.ConnectAsync();
        var rung = await RingAsync(restpy, 2, "restored");
        await reader.WaitForAsync(2);
        Assert.Equal(rung, reader.Heard);
    }

    [Theory, OnBothDatabases]
    public async Task A_reader_hears_neither_another_branch_nor_another_topic(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        await using var reader = new EventReader(await restpy.AsAsync(Manager), "near");
        await reader.ConnectAsync();
        await RingOnceAsync(restpy, "near", 1, branch: "mumbai");
        await RingOnceAsync(restpy, "far", 1);
        var meant = await RingOnceAsync(restpy, "near", 1, branch: "bengaluru");
        await reader.WaitForAsync(1);
        await Task.Delay(500);
        Assert.Equal(meant, reader.Heard);
    }

    [Fact]
    public async Task A_reader_too_slow_for_the_hub_gets_the_beginning_without_holes_and_then_the_end()
    {
        var hub = new LiveHub();
        using var slow = hub.Subscribe("one", "here")!;
        for (var i = 1; i <= LiveHub.Waiting + 500; i++)
            hub.Publish([new(i, Guid.Empty, null, "test", "TestRang", Guid.Empty, 0)]);
        var heard = new List<long>();
        await foreach (var message in slow.Reader.ReadAllAsync()) heard.Add(message.Position);
        Assert.Equal(Enumerable.Range(1, LiveHub.Waiting).Select(i => (long)i), heard);
    }

    [Fact]
    public async Task Who_stands_in_no_restaurant_has_nothing_to_follow()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var answer = await (await restpy.AsAsync("admin@restpy.example")).GetAsync("/api/v1/live?topics=orders");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    internal static async Task<List<Guid>> RingAsync(TestProduct restpy, int times, string topic)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < times; i++) ids.AddRange(await RingOnceAsync(restpy, topic, 1));
        return ids;
    }

    /// <summary>One transaction with so many events.</summary>
    internal static Task<List<Guid>> RingOnceAsync(TestProduct restpy, string topic, int events, string slug =
        "spice-garden", string? branch = null) => restpy.InAsync(slug, branch, async services =>
    {
        var db = services.GetRequiredService<RestpyDb>();
        await using var work = await db.BeginAsync(default);
        var ids = Enumerable.Range(0, events).Select(_ => Guid.NewGuid()).ToList();
        foreach (var id in ids) db.Publish(new TestNews(topic, "TestRang", id));
        return await work.SaveAsync(ids, default);
    });
}
