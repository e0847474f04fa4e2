using System.Net;
using System.Net.Http.Json;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Devices;

/// <summary>Eight minutes without a hand on it, for everybody; what a page does by itself is no hand.</summary>
public sealed class TabletIdleTests
{
    private static readonly TimeSpan Eight = TimeSpan.FromMinutes(8), Second = TimeSpan.FromSeconds(1);

    [Theory, OnBothDatabases]
    public async Task On_a_tablet_a_manager_is_signed_out_after_eight_minutes_and_the_board_stays(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var tablet = await restpy.PairAsync();
        foreach (var (who, pin) in new[] { ("Vikram", "518206"), ("Anita", "402517"), ("Joseph", "952741") })
        {
            await tablet.UnlockAsync(who, pin);
            restpy.Clock.Advance(Eight - Second);
            Assert.Equal(HttpStatusCode.OK, (await tablet.GetAsync("/api/v1/session")).StatusCode);
            Assert.Null((await tablet.PageAsync("/staff/kitchen")).QuerySelector(".lockbar"));
            restpy.Clock.Advance(Second);
            Assert.Equal(HttpStatusCode.Unauthorized, (await tablet.GetAsync("/api/v1/session")).StatusCode);
            Assert.NotNull((await tablet.PageAsync("/staff/kitchen")).QuerySelector(".lockbar"));
            Assert.Equal("/tablet?next=%2Fstaff%2Forders",
                (await tablet.GetAsync("/staff/orders")).Headers.Location!.ToString());
        }
    }

    [Theory, OnBothDatabases]
    public async Task Signed_in_by_password_on_a_tablet_it_is_eight_minutes_as_well(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var tablet = await restpy.PairAsync();
        await tablet.SignInAsync("manager@spice-garden.example", TestProduct.Password);
        restpy.Clock.Advance(Eight - Second);
        Assert.Equal(HttpStatusCode.OK, (await tablet.GetAsync("/api/v1/session")).StatusCode);
        restpy.Clock.Advance(Second);
        Assert.Equal(HttpStatusCode.Unauthorized, (await tablet.GetAsync("/api/v1/session")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task What_a_page_sends_by_itself_keeps_nobody_signed_in_and_a_hand_does(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        foreach (var (header, value, lives) in new[] {
            ("X-User-Activity", "0", false), ("Sec-Fetch-Dest", "report", false), ("X-Fragment", "1", false),
            ("X-User-Activity", "1", true) })
        {
            using var waiter = await restpy.SignInAsync("waiter@spice-garden.example");
            for (var i = 0; i < 3; i++)
            {
                restpy.Clock.Advance(TimeSpan.FromMinutes(3));
                // The queue's next try, a report, a board that renews itself, a stream.
                using var request = new HttpRequestMessage(value == "report" ? HttpMethod.Post
                    : i == 1 && header[0] == 'X' && value is "0" or "1" ? HttpMethod.Post
                    : HttpMethod.Get, value == "report" ? "/security/reports"
                    : i == 1 && value is "0" ? "/api/v1/orders/seat" : "/api/v1/session");
                if (request.Method == HttpMethod.Post) request.Content = JsonContent.Create(new { });
                request.Headers.Add(header, value);
                await waiter.Http.SendAsync(request);
            }
            Assert.Equal(lives ? HttpStatusCode.OK
                : HttpStatusCode.Unauthorized, (await waiter.GetAsync("/api/v1/session")).StatusCode);
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_page_is_told_how_long_is_left(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var manager = await restpy.SignInAsync("manager@spice-garden.example");
        restpy.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.InRange((await manager.JsonAsync("/api/v1/session")).GetProperty("leftSeconds").GetInt32(), 50 * 60 - 30,
            50 * 60);
        manager.Http.DefaultRequestHeaders.Add("X-User-Activity", "1");
        Assert.InRange((await manager.JsonAsync("/api/v1/session")).GetProperty("leftSeconds").GetInt32(), 60 * 60 - 30,
            60 * 60);
        // The absolute end comes nearer, whatever hands do.
        for (var i = 0; i < 14; i++)
        {
            restpy.Clock.Advance(TimeSpan.FromMinutes(50));
            await manager.GetAsync("/api/v1/session");
        }
        Assert.InRange((await manager.JsonAsync("/api/v1/session")).GetProperty("leftSeconds").GetInt32(), 1, 10 * 60);
    }
}
