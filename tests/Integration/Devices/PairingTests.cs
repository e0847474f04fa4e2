using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Factors;
using Restpy.IntegrationTests.Core;
using Restpy.IntegrationTests.Nodes;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff;
using Restpy.Staff.Tablets;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Devices;

/// <summary>
/// A code from the desk makes a tablet of one branch out of a browser, once; ended, it is a browser again.
/// </summary>
public sealed class PairingTests
{
    [Theory, OnBothDatabases]
    public async Task A_code_pairs_one_tablet_once_and_stands_nowhere_in_plain(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var code = await restpy.CodeAsync();
        using var tablet = new StaffClient(restpy.Address);
        Assert.Equal("/staff/kitchen",
            await tablet.TypeCodeAsync(code.ToLowerInvariant().Replace(" ", "-", StringComparison.Ordinal)));
        var board = await tablet.PageAsync("/staff/kitchen");
        Assert.NotNull(board.QuerySelector(".lockbar"));
        using var second = new StaffClient(restpy.Address);
        Assert.Equal("400", await second.TypeCodeAsync(code));
        var cookie = tablet.Cookies.GetAllCookies().Single(c => c.Name == TabletAuthenticationHandler.Cookie);
        Assert.True(cookie.HttpOnly && cookie.Expires > TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(300));
        await using var connection =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>());
        Assert.Empty((await DatabaseText.FindAsync(
            connection, [code, code.Replace(" ", "", StringComparison.Ordinal), cookie.Value])).Found);
        foreach (var act in new[] { "staff.tablet-code-made", "staff.tablet-paired" })
            Assert.Equal(1, await Somebody.ActsAsync(restpy, act));
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_tablets_with_one_code_at_once_one_is_paired(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var code = await restpy.CodeAsync();
        var tablets = Enumerable.Range(0, 6).Select(_ => new StaffClient(restpy.Address)).ToList();
        var homes = await Task.WhenAll(tablets.Select(t => t.TypeCodeAsync(code)));
        Assert.Single(homes, h => h == "/staff/kitchen");
        Assert.Equal(5, homes.Count(h => h == "400"));
        foreach (var tablet in tablets) tablet.Dispose();
    }

    [Theory, OnBothDatabases]
    public async Task A_code_runs_out_and_guessing_ends(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var tablet = new StaffClient(restpy.Address);
        var old = await restpy.CodeAsync();
        restpy.Clock.Advance(PairingCodes.Good + TimeSpan.FromSeconds(1));
        Assert.Equal("400", await tablet.TypeCodeAsync(old));
        var code = await restpy.CodeAsync();
        // One was counted above.
        for (var i = 0; i < 9; i++) Assert.Equal("400", await tablet.TypeCodeAsync($"CDFH JKM{"CDFHJKMNP"[i]}"));
        Assert.Equal("400", await tablet.TypeCodeAsync(code));
        restpy.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("/staff/kitchen", await tablet.TypeCodeAsync(code));
    }

    [Theory, OnBothDatabases]
    public async Task A_code_nobody_types_leaves_nothing_behind(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        Task<(int Tablets, int Keys)> LeftAsync() => restpy.InAsync("spice-garden", null, async s =>
            (await s.GetRequiredService<RestpyDb>().Set<Tablet>().CountAsync(),
                await s.GetRequiredService<RestpyDb>().Set<TabletKey>().CountAsync()));
        for (var i = 0; i < 3; i++) await restpy.CodeAsync();
        Assert.Equal((0, 3), await LeftAsync());
        restpy.Clock.Advance(TimeSpan.FromDays(31));
        await Soon.IsAsync(() => restpy.Services.GetRequiredService<Platform.Jobs.JobLeader>().LeaderTerm is not null,
            "this node leads");
        await restpy.Services.GetRequiredService<Platform.Jobs.Housekeeping>().RunOnceAsync(default);
        Assert.Equal((0, 0), await LeftAsync());
    }

    [Theory, OnBothDatabases]
    public async Task A_tablet_is_seen_and_ended_in_its_own_house_and_branch(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var tablet = await restpy.PairAsync(name: "Kitchen pass");
        var id = await restpy.InAsync(
            "spice-garden", null, s => s.GetRequiredService<RestpyDb>().Set<Tablet>().Select(t => t.Id).SingleAsync());
        foreach (var stranger in new[] { "manager@maison-lumiere.example", "manager.mumbai@spice-garden.example" })
        {
            using var desk = await restpy.SignInAsync(stranger);
            var page = await desk.PageAsync("/staff/devices");
            Assert.Null(page.QuerySelector("tbody tr"));
            using var refused = await desk.SubmitAsync(page, "form.form", new()
            {
                ["id"] = id.ToString(), ["CommandId"] = Guid.NewGuid().ToString(),
            }, "/staff/devices?handler=End");
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
            // Nor does somebody bound to a branch pair a tablet with another.
            using var made = await desk.SubmitAsync(page, "form.form", new()
            {
                ["name"] = "Mine", ["branchId"] = Guid.NewGuid().ToString(),
            });
            Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        }
        Assert.Equal(HttpStatusCode.OK, (await tablet.GetAsync("/staff/kitchen")).StatusCode);
        await tablet.UnlockAsync("Joseph", "952741");
        await using var reader = new EventReader(tablet, "kitchen");
        await reader.ConnectAsync();
        using var manager = await restpy.SignInAsync("manager@spice-garden.example");
        var list = await manager.PageAsync("/staff/devices");
        Assert.Contains("Kitchen pass", list.QuerySelector("tbody tr")!.TextContent);
        Assert.Contains("Vikram Shetty", list.QuerySelector("tbody tr")!.TextContent);
        using var ended = await manager.SubmitAsync(list, "form[action*=End]");
        Assert.Equal("/staff/devices", ended.Headers.Location!.ToString());
        for (var i = 0; i < 30 && !reader.Ended; i++) await Task.Delay(100);
        Assert.True(reader.Ended);
        Assert.StartsWith("/sign-in", (await tablet.GetAsync("/staff/kitchen")).Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Forbidden, (await tablet.GetAsync("/tablet")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await tablet.GetAsync("/api/v1/session")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task Waiters_pair_nothing(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var waiter = await restpy.SignInAsync("waiter@spice-garden.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await waiter.GetAsync("/staff/devices")).StatusCode);
    }
}
