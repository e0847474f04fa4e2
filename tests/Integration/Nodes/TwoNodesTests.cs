using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Faults;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Nodes;

/// <summary>A load balancer may send each request to another node: nobody notices.</summary>
public sealed class TwoNodesTests
{
    private const string Waiter = "waiter@spice-garden.example", Manager = "manager@spice-garden.example";

    [Fact]
    public async Task A_session_and_a_repeated_command_work_on_the_other_node()
    {
        await using var nodes = await TwoNodes.StartAsync();
        using var waiter = await nodes.Here.SignInAsync(Waiter);
        var line = await PlainDish.OfAsync(waiter);
        var order = new { commandId = Guid.CreateVersion7(), channel = "Takeaway", covers = 0, lines = new[] { line } };
        // Cookies are of a host, whatever its port: the same browser, behind one address.
        var (first, answer) = await waiter.CommandAsync(At(nodes.There, "/api/v1/orders/send"), order);
        Assert.Equal(HttpStatusCode.OK, first);
        var (again, repeated) = await waiter.CommandAsync(At(nodes.Here, "/api/v1/orders/send"), order);
        Assert.Equal(HttpStatusCode.OK, again);
        Assert.Equal(answer.ToString(), repeated.ToString());
        Assert.Equal(1, await nodes.PastTheWallAsync("SELECT count(*) FROM ordering_order WHERE channel = 'Takeaway'"));

        // A form drawn here with its token, sent there; and the session it ends is over here.
        Assert.Equal(HttpStatusCode.Redirect, (await waiter.PressAsync(At(nodes.There, "/sign-out"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await waiter.GetAsync(At(nodes.Here, "/staff/choose"))).StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_on_either_node()
    {
        await using var nodes = await TwoNodes.StartAsync();
        using var waiter = await nodes.Here.SignInAsync(Waiter);
        foreach (var node in new[] { nodes.Here, nodes.There })
            Assert.False((await waiter.Http.PostAsync(At(node, "/sign-out"), new FormUrlEncodedContent([])))
                .StatusCode is HttpStatusCode.Redirect or HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_dish_taken_off_on_one_node_is_refused_and_gone_on_the_other()
    {
        await using var nodes = await TwoNodes.StartAsync();
        using var waiter = await nodes.Here.SignInAsync(Waiter);
        using var manager = await nodes.Here.SignInAsync(Manager);
        var line = (dynamic)await PlainDish.OfAsync(waiter);
        Guid dish = line.itemId;
        // The other node keeps the menu in memory from here on.
        Assert.False(await SoldOutThereAsync(nodes, dish));
        Assert.Equal(HttpStatusCode.OK,
            (await manager.CommandAsync(At(nodes.Here, $"/api/v1/menu/items/{dish}/sold-out"), new { })).Status);
        // A dish that is not counted is decided by the menu in memory, which hears of it a moment later (Stock.cs).
        await Soon.IsAsync(async () =>
        {
            var (status, body) = await waiter.CommandAsync(At(nodes.There, "/api/v1/orders/send"), new
            {
                channel = "Takeaway", covers = 0, lines = new[] { new { itemId = dish, quantity = 1 } },
            });
            return status == HttpStatusCode.Conflict && body.ToString().Contains("SoldOut", StringComparison.Ordinal);
        }, "the other node refuses it", 2);
        await Soon.IsAsync(() => SoldOutThereAsync(nodes, dish), "the other node's menu says so", 2);
    }

    [Fact]
    public async Task Two_nodes_that_start_at_once_make_one_key_for_cookies_and_forms()
    {
        TestDatabases.NeedPostgres();
        for (var round = 0; round < 3; round++)
        {
            var shared = new Dictionary<string, string>
            {
                ["data"] = TestDatabases.NewFolder(),
                ["database"] = (await TestDatabases.NewAsync(DatabaseKind.Postgres))!, ["demo"] = "false",
            };
            // The key of all keys is the operator's to hand to each node.
            File.WriteAllBytes(Path.Combine(shared["data"], "master.key"), new byte[32]);
            var products = await Task.WhenAll(Enumerable.Range(0, 3)
                .Select(_ => Task.Run(() => TestProduct.StartAsync(DatabaseKind.Postgres, settings: shared))));
            await using var scope = products[0].Services.CreateAsyncScope();
            Assert.Single(await scope.ServiceProvider.GetRequiredService<RestpyDb>().Set<ProtectionKey>()
                .ToListAsync());
            foreach (var restpy in products) await restpy.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_node_with_another_master_key_does_not_start_and_says_what_to_do()
    {
        TestDatabases.NeedPostgres();
        var database = (await TestDatabases.NewAsync(DatabaseKind.Postgres))!;
        await using (await TestProduct.StartAsync(
            DatabaseKind.Postgres, settings: new() { ["database"] = database, ["demo"] = "false" })) { }
        var elsewhere = TestDatabases.NewFolder();
        File.WriteAllBytes(Path.Combine(elsewhere, "master.key"), new byte[32]);
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in new[] {
            Path.Combine(AppContext.BaseDirectory, "Restpy.Host.dll"), "--data", elsewhere, "--database", database,
            "--urls", "http://127.0.0.1:0" }) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (said, _) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(patience.Token);
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("another master.key", await said);
    }

    private static string At(TestProduct node, string path) => new Uri(node.Address, path).ToString();

    private static Task<bool> SoldOutThereAsync(TwoNodes nodes, Guid dish) =>
        nodes.There.InAsync("spice-garden", "bengaluru", async services =>
    {
        var scope = services.GetRequiredService<WorkScope>();
        return (await services.GetRequiredService<MenuCache>().OfAsync(scope.Restaurant, scope.Branch, default))
            .Items[dish].SoldOut;
    });
}
