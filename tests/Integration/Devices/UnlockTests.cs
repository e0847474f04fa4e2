using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Factors;
using Restpy.IntegrationTests.Core;
using Restpy.IntegrationTests.Ordering;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff;
using Restpy.Staff.Factors;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Devices;

/// <summary>Who unlocks a tablet, for what, and what is left when they go.</summary>
public sealed class UnlockTests
{
    private const string Cook = "Joseph", CookPin = "952741", Manager = "Vikram", ManagerPin = "518206";

    [Theory, OnBothDatabases]
    public async Task A_cook_unlocks_the_board_bumps_and_locks_and_the_board_goes_on(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var order = (await evening.TakeawayAsync(Evening.Line(evening.Plain()))).GetProperty("orderId").GetGuid();
        var kot = (await evening.KotsAsync(order))[0].Id;
        using var tablet = await restpy.PairAsync();
        Assert.NotNull((await tablet.PageAsync("/staff/kitchen")).QuerySelector($"[data-kot='{kot}']"));
        // No names but these, and no addresses.
        var pad = await tablet.PageAsync("/tablet");
        Assert.Equal(7, pad.QuerySelectorAll(".people label").Length);
        Assert.DoesNotContain("@", pad.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("400", await tablet.UnlockAsync(Cook, "952742"));
        Assert.Equal("/staff/kitchen?station=tandoor",
            await tablet.UnlockAsync(Cook, CookPin, "/staff/kitchen?station=tandoor"));
        Assert.Equal(HttpStatusCode.OK, (await tablet.CommandAsync($"/api/v1/kots/{kot}/bump", new { })).Status);
        await using var reader = new EventReader(tablet, "kitchen");
        await reader.ConnectAsync();
        var stolen = tablet.Cookies.GetAllCookies().Single(c => c.Name == "restpy").Value;
        Assert.Equal(HttpStatusCode.Unauthorized, await WithAsync(restpy, stolen));
        using var locked = await tablet.PressAsync("/sign-out");
        Assert.Equal("/tablet", locked.Headers.Location!.ToString());
        Assert.DoesNotContain("storage", locked.Headers.GetValues("Clear-Site-Data").Single());
        for (var i = 0; i < 30 && !reader.Ended; i++) await Task.Delay(100);
        Assert.True(reader.Ended);
        tablet.Cookies.Add(restpy.Address, new Cookie("restpy", stolen));
        Assert.Equal(HttpStatusCode.Unauthorized, (await tablet.GetAsync("/api/v1/session")).StatusCode);
        Assert.NotNull((await tablet.PageAsync("/staff/kitchen")).QuerySelector(".lockbar"));
        await using var locally = new EventReader(tablet, "orders,kitchen,bills");
        await locally.ConnectAsync();
        await evening.TakeawayAsync(Evening.Line(evening.Plain()));
        for (var i = 0; i < 50 && locally.Kinds.IsEmpty; i++) await Task.Delay(100);
        Assert.NotEmpty(locally.Kinds);
    }

    [Theory, OnBothDatabases]
    public async Task People_of_elsewhere_without_a_pin_or_gone_are_refused(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var tablet = await restpy.PairAsync();
        Assert.Equal("400", await tablet.UnlockAsync(
            await PinTests.MemberAsync(restpy, "kitchen.mumbai@spice-garden.example"), CookPin));
        Assert.Equal("400", await tablet.UnlockAsync(
            await PinTests.MemberAsync(restpy, "kitchen@maison-lumiere.example", "maison-lumiere"), CookPin));
        Assert.Equal("400", await tablet.UnlockAsync(Guid.NewGuid(), CookPin));
        var waiter = await restpy.SignInAsync("waiter@spice-garden.example");
        await waiter.SubmitAsync(await waiter.PageAsync("/staff/account/pin"), "form[action*=Remove]");
        Assert.Equal("400", await tablet.UnlockAsync(
            await PinTests.MemberAsync(restpy, "waiter@spice-garden.example"), "841632"));
        Assert.DoesNotContain("Ravi Kumar", (await tablet.PageAsync("/tablet")).Body!.TextContent);
        // Somebody let go while the tablet stands unlocked is out at once, and does not come back in.
        Assert.Equal("/staff/kitchen", await tablet.UnlockAsync(Cook, CookPin));
        var cook = await PinTests.MemberAsync(restpy, "kitchen@spice-garden.example");
        using var manager = await restpy.SignInAsync("owner@spice-garden.example");
        using var gone = await manager.SubmitAsync(
            await manager.PageAsync($"/staff/people/{cook}"), "form[action*='handler=End']");
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await tablet.GetAsync("/api/v1/session")).StatusCode);
        Assert.Equal("400", await tablet.UnlockAsync(cook, CookPin));
    }

    [Theory, OnBothDatabases]
    public async Task A_pin_is_a_second_factor_never_a_passkey_and_not_lately_shown(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var tablet = await restpy.PairAsync("Floor");
        await Somebody.AskAsync(restpy, Role.Manager, SecondFactorRequirement.SecondFactor);
        Assert.Equal("/staff/floor", await tablet.UnlockAsync(Manager, ManagerPin));
        // What matters asks for more than six digits.
        Assert.StartsWith("/staff/step-up", (await tablet.GetAsync("/staff/devices")).Headers.Location!.ToString());
        Assert.StartsWith("/staff/step-up", (await tablet.GetAsync("/staff/account/pin")).Headers.Location!.ToString());
        // And another restaurant or branch for a whole sign-in.
        using var chosen = await tablet.SubmitAsync(
            await tablet.PageAsync("/staff/choose"), "form", new() { ["workplace"] = "0" }, "/staff/choose");
        Assert.Equal("/sign-in", chosen.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await tablet.GetAsync("/api/v1/session")).StatusCode);
        await Somebody.AskAsync(restpy, Role.Manager, SecondFactorRequirement.Passkey);
        Assert.Equal("403", await tablet.UnlockAsync(Manager, ManagerPin));
        Assert.Equal(HttpStatusCode.Unauthorized, (await tablet.GetAsync("/api/v1/session")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task One_person_at_a_time_and_each_on_their_own_screen(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var tablet = await restpy.PairAsync();
        Assert.Equal("/staff/kitchen", await tablet.UnlockAsync(Cook, CookPin));
        var former = tablet.Cookies.GetAllCookies().Single(c => c.Name == "restpy").Value;
        // A cashier may not cook: not a refusal, but where their own work is.
        Assert.Equal("/staff", await tablet.UnlockAsync("Farah", "629413"));
        var now = tablet.Cookies.GetAllCookies().Single(c => c.Name == "restpy").Value;
        Assert.Equal(HttpStatusCode.OK, (await tablet.GetAsync("/api/v1/session")).StatusCode);
        tablet.Cookies.Add(restpy.Address, new Cookie("restpy", former));
        Assert.Equal(HttpStatusCode.Unauthorized, (await tablet.GetAsync("/api/v1/session")).StatusCode);
        Assert.NotEqual(former, now);
        Assert.Equal(1,
            await restpy.InAsync("spice-garden", null,
                s => s.GetRequiredService<RestpyDb>().Set<StaffSession>()
                .CountAsync(x => x.TabletId != null && x.EndedAt == null)));
    }

    [Theory, OnBothDatabases]
    public async Task The_operators_own_people_unlock_nothing_though_they_work_here_and_have_a_pin(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var branch = await restpy.InAsync(
            "spice-garden", "bengaluru", s => Task.FromResult(s.GetRequiredService<RestpyDb>().Scope.Branch));
        foreach (var (email, answer) in new[] {
            ("helper@restpy.example", "/staff/kitchen"), ("admin@restpy.example", "400") })
        {
            var member = await restpy.InAsync("spice-garden", "bengaluru", async s =>
            {
                Assert.True((await s.GetRequiredService<Staff.Hire.HireHandler>()
                    .HandleAsync(new(email, email, "", "en", Role.Kitchen, branch), default)).Ok);
                var db = s.GetRequiredService<RestpyDb>();
                var id = await (from m in db.Set<Member>()
                                join p in db.Set<Person>() on m.PersonId equals p.Id
                                where p.Email == email
                                select m.Id)
                    .SingleAsync();
                var pin = Staff.Pin.Of(id);
                pin.Set(await s.GetRequiredService<Staff.Pins.Pins>().HashAsync("730519", default), given: false,
                    db.Time.GetUtcNow());
                db.Add(pin);
                db.Act("staff.pin-set", nameof(Person), id);
                await db.SaveChangesAsync();
                return id;
            });
            using var tablet = await restpy.PairAsync();
            Assert.Equal(answer, await tablet.UnlockAsync(member, "730519"));
            Assert.Equal(answer != "400",
                (await tablet.PageAsync("/tablet")).QuerySelector($"input[value='{member}']") is not null);
        }
    }

    [Theory, OnBothDatabases]
    public async Task A_network_list_of_the_role_holds_on_a_tablet_too(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var tablet = await restpy.PairAsync();
        await restpy.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var list = Staff.Networks.AllowedNetworks.Of(new(Role.Kitchen, null));
            list.Set(Staff.Networks.NetworkList.Read("203.0.113.0/24").Value!);
            db.Add(list);
            db.Act("staff.networks-set", list);
            await db.SaveChangesAsync();
            s.GetRequiredService<Staff.Networks.AllowedNetworkCache>().Drop(list.RestaurantId);
            return 0;
        });
        Assert.Equal("400", await tablet.UnlockAsync(Cook, CookPin));
        Assert.Equal("/staff/kitchen", await tablet.UnlockAsync(Manager, ManagerPin));
    }

    private static async Task<HttpStatusCode> WithAsync(TestProduct restpy, string cookie)
    {
        using var thief = new StaffClient(restpy.Address);
        thief.Cookies.Add(restpy.Address, new Cookie("restpy", cookie));
        return (await thief.GetAsync("/api/v1/session")).StatusCode;
    }
}
