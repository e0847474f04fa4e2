using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Nodes;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Core.LiveStreamTests;

namespace Restpy.IntegrationTests.Core;

/// <summary>
/// On PostgreSQL a pump gives events their places; several nodes have one each, and each may lose its connection.
/// </summary>
public sealed class PostgresStreamTests
{
    [Fact]
    public async Task A_commit_on_one_node_reaches_the_screens_of_another()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var (here, there) = (nodes.Here, nodes.There);
        await using var reader = new EventReader(await there.AsAsync(Manager), "nodes");
        await reader.ConnectAsync();
        var rung =
            (await Task.WhenAll(Enumerable.Range(0, 30)
                .Select(i => RingOnceAsync(i % 2 == 0 ? here : there, "nodes", 1)))).SelectMany(ids => ids).ToHashSet();
        await reader.WaitForAsync(rung.Count);
        Assert.Equal(rung.Count, reader.Heard.Count);
        Assert.True(rung.SetEquals(reader.Heard));
    }

    [Fact]
    public async Task Places_that_a_crash_made_it_forget_are_not_given_to_other_events()
    {
        TestDatabases.NeedPostgres();
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Postgres);
        await using var reader = new EventReader(await restpy.AsAsync(Manager), "forgotten");
        await reader.ConnectAsync();
        await RingAsync(restpy, 3, "forgotten");
        await reader.WaitForAsync(3);
        // What a crash leaves: the events are there, but their places and the counter are those of a moment before.
        await using (var admin =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>()))
        {
            await using var forget = admin.CreateCommand();
            forget.CommandText = """
                UPDATE platform_counter SET last = last - 3 WHERE series = 'live' AND period = 'position';
                DELETE FROM platform_outbox WHERE topic = 'forgotten';
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
                """;
            await forget.ExecuteNonQueryAsync();
        }
        var rung = new List<Guid>();
        for (var i = 0; i < 3; i++) rung.AddRange(await PatientlyAsync(() => RingOnceAsync(restpy, "forgotten", 1)));
        await reader.WaitForAsync(6);
        Assert.Equal(rung, reader.Heard.TakeLast(3));
        Assert.Equal(6, reader.Heard.Count);
    }

    /// <summary>The pool finds out one by one that its connections are gone.</summary>
    private static async Task<T> PatientlyAsync<T>(Func<Task<T>> run)
    {
        for (var i = 0; ; i++)
        {
            try { return await run(); }
            catch (Exception gone) when (i < 20 && gone is not Xunit.Sdk.XunitException) { await Task.Delay(100); }
        }
    }
}
