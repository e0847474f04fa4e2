using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Core;
using Restpy.IntegrationTests.Nodes;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff;
using Restpy.Staff.Pins;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Devices;

/// <summary>Whoever had seen a PIN stands outside again when it is another.</summary>
public sealed class PinChangeTests
{
    private const string Mine = "/staff/account/pin", Waiter = "waiter@spice-garden.example", WaiterPin = "841632";

    [Theory, OnBothDatabases]
    public async Task Another_pin_or_none_ends_what_the_one_before_opened_and_nothing_else(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var tablet = await restpy.PairAsync("Floor");
        using var pass = await restpy.PairAsync(name: "Second pass");
        Assert.Equal("/staff/kitchen", await pass.UnlockAsync("Joseph", "952741"));
        using var desk = await restpy.SignInAsync(Waiter);
        foreach (var (pin, next) in new[] { (WaiterPin, "730519"), ("730519", null) })
        {
            Assert.Equal("/staff/floor", await tablet.UnlockAsync("Ravi", pin));
            await using var reader = new EventReader(tablet, "orders,floor");
            await reader.ConnectAsync();
            using (var changed = next is null
                ? await desk.SubmitAsync(await desk.PageAsync(Mine), "form[action*=Remove]")
                : await PinTests.SetAsync(desk, next, next)) Assert.Equal(Mine, changed.Headers.Location!.ToString());
            Assert.Equal(HttpStatusCode.Unauthorized, (await tablet.GetAsync("/api/v1/session")).StatusCode);
            Assert.NotNull((await tablet.PageAsync("/staff/floor")).QuerySelector(".lockbar"));
            for (var i = 0; i < 20 && !reader.Ended; i++) await Task.Delay(100);
            Assert.True(reader.Ended);
        }
        // The browser it was changed in, and a colleague's tablet, go on.
        foreach (var other in new[] { desk, pass })
            Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/v1/session")).StatusCode);
    }

    /// <summary>The PIN was looked at and found right; before the session is opened it is another.</summary>
    [Fact]
    public async Task Who_is_just_being_let_in_while_it_changes_is_not()
    {
        TestDatabases.NeedPostgres();
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Postgres);
        using var tablet = await restpy.PairAsync();
        await using var admin =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>());
        var cook = await PinTests.MemberAsync(restpy, "kitchen@spice-garden.example");
        Task<string>? unlocking = null;
        await restpy.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            await using var work = await db.BeginAsync(default);
            await Pins.LockAsync(work, cook, default);
            unlocking = tablet.UnlockAsync(cook, "952741");
            await Soon.IsAsync(WaitsAsync, "the unlocking waits for the change");
            var pin = await db.Set<Pin>().SingleAsync(p => p.MemberId == cook);
            pin.Set(await s.GetRequiredService<Pins>().HashAsync("730519", default), given: false, db.Time.GetUtcNow());
            db.Act("staff.pin-set", nameof(Person), cook);
            return await work.SaveAsync(Done.It, default);
        });
        Assert.Equal("400", await unlocking!);
        Assert.Equal("/staff/kitchen", await tablet.UnlockAsync(cook, "730519"));

        async Task<bool> WaitsAsync()
        {
            await using var command = admin.CreateCommand();
            command.CommandText =
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT "
                    + "oid FROM pg_database WHERE datname = current_database())";
            return (long)(await command.ExecuteScalarAsync())! > 0;
        }
    }
}
