using System.Diagnostics;
using Restpy.IntegrationTests.Core;
using Xunit;
using static Restpy.IntegrationTests.Core.LiveStreamTests;

namespace Restpy.IntegrationTests.Nodes;

/// <summary>
/// What happens on one node is on the screens of the other at once, and a notification that was lost costs a second.
/// </summary>
public sealed class StreamBetweenNodesTests(ITestOutputHelper output)
{
    private const string Listening = "restpy listen";

    [Fact]
    public async Task A_screen_on_another_node_is_told_in_a_moment_and_again_after_listening_was_lost()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var reader = new EventReader(await nodes.There.AsAsync(Manager), "told");
        await reader.ConnectAsync();
        await ListensAsync(nodes);
        Assert.InRange(await MedianAsync(nodes, reader), 0, 120);
        Assert.Equal(2, await nodes.CutAsync(Listening));
        await ListensAsync(nodes);
        Assert.InRange(await MedianAsync(nodes, reader), 0, 120);
    }

    [Fact]
    public async Task What_is_rung_while_nobody_listens_is_heard_all_the_same_and_once()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var reader = new EventReader(await nodes.There.AsAsync(Manager), "lost");
        await reader.ConnectAsync();
        await ListensAsync(nodes);
        var rung = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            var cut = nodes.CutAsync(Listening);
            rung.AddRange(await RingOnceAsync(nodes.Here, "lost", 1));
            await cut;
            var since = Stopwatch.StartNew();
            while (reader.Heard.Count < rung.Count && since.ElapsedMilliseconds < 3000) await Task.Delay(5);
            output.WriteLine($"A lost notification was healed after {since.ElapsedMilliseconds} ms.");
            Assert.InRange(since.ElapsedMilliseconds, 0, 2000);
        }
        Assert.Equal(rung, reader.Heard);
    }

    [Fact]
    public async Task The_event_of_a_node_that_died_before_giving_it_a_place_gets_it_from_another()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var reader = new EventReader(await nodes.There.AsAsync(Manager), "orphan");
        await reader.ConnectAsync();
        await nodes.Here.DisposeAsync();
        // Committed, and its node is gone: no place, and nobody who would wake anybody.
        var left = Guid.NewGuid();
        await nodes.PastTheWallAsync(
            $"""
            INSERT INTO platform_outbox (restaurant_id, id, branch_id, position, topic, kind, subject_id, subject_version, at)
            SELECT id, '{Guid.CreateVersion7()}', NULL, NULL, 'orphan', 'TestRang', '{left}', 0, 1 FROM tenancy_restaurant WHERE slug = 'spice-garden' RETURNING 1::bigint
            """);
        await reader.WaitForAsync(1);
        Assert.Equal([left], reader.Heard);
    }

    private static Task ListensAsync(TwoNodes nodes) =>
        Soon.IsAsync(async () => await nodes.ConnectedAsync(Listening) == 2, "both nodes listen");

    /// <returns>Milliseconds from the commit on one node to the screen of the other.</returns>
    private async Task<long> MedianAsync(TwoNodes nodes, EventReader reader)
    {
        var took = new List<long>();
        for (var i = 0; i < 21; i++)
        {
            var before = reader.Heard.Count;
            await RingOnceAsync(nodes.Here, "told", 1);
            var since = Stopwatch.StartNew();
            while (reader.Heard.Count == before && since.ElapsedMilliseconds < 5000) await Task.Delay(1);
            took.Add(since.ElapsedMilliseconds);
        }
        took.Sort();
        output.WriteLine($"From commit to the other node's screen: median {took[10]} ms, longest {took[^1]} ms.");
        return took[10];
    }
}
