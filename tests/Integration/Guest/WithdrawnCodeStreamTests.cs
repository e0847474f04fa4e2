using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor;
using Restpy.Floor.Codes;
using Restpy.IntegrationTests.Core;
using Restpy.IntegrationTests.Nodes;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Guest;

/// <summary>A guest follows an order by the table's code; who no longer may use the code no longer follows.</summary>
public sealed class WithdrawnCodeStreamTests(SharedProducts products)
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    [Theory, OnBothDatabases]
    public async Task A_new_code_ends_the_stream_of_the_old_one_at_once(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var table = await GuestTable.OfAsync(restpy);
        await using var reader = await FollowAsync(restpy, table);
        await ReissueAsync(restpy, table);
        await EndsAsync(reader);
    }

    [Theory, OnBothDatabases]
    public async Task A_new_code_of_one_table_leaves_the_streams_of_others(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var (table, other) = (await GuestTable.OfAsync(restpy), await GuestTable.OfAsync(restpy));
        await using var reader = await FollowAsync(restpy, table);
        await using var neighbour = await FollowAsync(restpy, other);
        await ReissueAsync(restpy, table);
        await EndsAsync(reader);
        Assert.False(neighbour.Ended);
    }

    [Theory, OnBothDatabases]
    public async Task Withdrawing_all_codes_of_a_branch_ends_its_streams_at_once(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var table = await GuestTable.OfAsync(restpy);
        await using var reader = await FollowAsync(restpy, table);
        await restpy.InAsync("spice-garden", "bengaluru", async s =>
        {
            var scope = s.GetRequiredService<Platform.Data.WorkScope>();
            return await s.GetRequiredService<RevokeCodesHandler>()
                .HandleAsync(new(scope.Branch, "A photo goes round"), default);
        });
        await EndsAsync(reader);
    }

    [Fact]
    public async Task A_code_withdrawn_on_one_node_ends_the_stream_on_another()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var table = await GuestTable.OfAsync(nodes.Here);
        await using var reader = await FollowAsync(nodes.There, table);
        await ReissueAsync(nodes.Here, table);
        await EndsAsync(reader);
    }

    private static async Task<EventReader> FollowAsync(TestProduct restpy, GuestTable table)
    {
        var phone = restpy.Visitor();
        await table.AddAsync(phone, table.Plain());
        await table.PlaceAsync(phone);
        var reader = new EventReader(phone, "orders", table.Root + "/order/live");
        await reader.ConnectAsync();
        return reader;
    }

    private static Task<bool> ReissueAsync(TestProduct restpy, GuestTable table) =>
        restpy.InAsync("spice-garden", "bengaluru", async s =>
        (await s.GetRequiredService<ReissueCodesHandler>().HandleAsync(new([table.TableId]), default)).Ok);

    private static async Task EndsAsync(EventReader reader)
    {
        var since = Stopwatch.StartNew();
        while (!reader.Ended && since.Elapsed < AtOnce) await Task.Delay(20);
        Assert.True(reader.Ended, $"After {since.Elapsed.TotalSeconds:0.0} s the stream still goes on.");
    }
}
