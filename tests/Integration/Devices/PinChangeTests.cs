using System.Net;
using Restpy.IntegrationTests.House;
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
        await using var house = await TestHouse.StartAsync(kind);
        using var tablet = await house.PairAsync("Floor");
        using var pass = await house.PairAsync(name: "Second pass");
        Assert.Equal("/staff/kitchen", await pass.UnlockAsync("Joseph", "952741"));
        using var desk = await house.SignInAsync(Waiter);
        foreach (var (pin, next) in new[] { (WaiterPin, "730519"), ("730519", null) })
        {
            Assert.Equal("/staff/floor", await tablet.UnlockAsync("Ravi", pin));
            await using var reader = new EventReader(tablet, "orders,floor");
            await reader.ConnectAsync();
            using (var changed = next is null ? await desk.SubmitAsync(await desk.PageAsync(Mine), "form[action*=Remove]") : await PinTests.SetAsync(desk, next, next)) Assert.Equal(Mine, changed.Headers.Location!.ToString());
            Assert.Equal(HttpStatusCode.Unauthorized, (await tablet.GetAsync("/api/v1/session")).StatusCode);
            Assert.NotNull((await tablet.PageAsync("/staff/floor")).QuerySelector(".lockbar"));
            for (var i = 0; i < 20 && !reader.Ended; i++) await Task.Delay(100);
            Assert.True(reader.Ended);
        }
        // The browser it was changed in, and a colleague's tablet, go on.
        foreach (var other in new[] { desk, pass }) Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/api/v1/session")).StatusCode);
    }
}
