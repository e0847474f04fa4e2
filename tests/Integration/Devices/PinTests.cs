using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Factors;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;
using Restpy.Staff.Pins;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Devices;

/// <summary>Six digits: who has them, where they are good, and how often one may guess.</summary>
public sealed class PinTests
{
    private const string Mine = "/staff/account/pin", Waiter = "waiter@spice-garden.example";
    internal const string WaiterPin = "841632";
    private static readonly PinClient Here = new("127.0.0.1", "test");

    [Theory, OnBothDatabases]
    public async Task A_pin_is_set_changed_and_removed_and_stands_nowhere_in_plain(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var waiter = await restpy.SignInAsync(Waiter);
        foreach (var (pin, again) in new[] { ("123456", "123456"), ("40251", "40251"), ("730519", "730518") })
        {
            using var refused = await SetAsync(waiter, pin, again);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
        using (var set = await SetAsync(waiter, "७३०५१९", "730519"))
            Assert.Equal(Mine, set.Headers.Location!.ToString());
        var member = await MemberAsync(restpy, Waiter);
        Assert.False(await IsRightAsync(restpy, member, WaiterPin));
        Assert.True(await IsRightAsync(restpy, member, "730519"));
        Assert.Contains(await Somebody.LettersAsync(restpy, Waiter), l => l.Subject == "A PIN was set");
        await using (var connection =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>()))
            Assert.Empty((await DatabaseText.FindAsync(connection, ["730519", "७३०५१९", "841632"])).Found);
        using (var removed = await waiter.SubmitAsync(await waiter.PageAsync(Mine), "form[action*=Remove]"))
            Assert.Equal(Mine, removed.Headers.Location!.ToString());
        Assert.False(await IsRightAsync(restpy, member, "730519"));
        Assert.Equal(1, await Somebody.ActsAsync(restpy, "staff.pin-removed"));
    }

    [Theory, OnBothDatabases]
    public async Task Of_twenty_guesses_at_once_five_are_compared(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var member = await MemberAsync(restpy, Waiter);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => IsRightAsync(restpy, member, $"90817{n % 10}")));
        Assert.Equal(5, await Somebody.ActsAsync(restpy, "staff.pin-refused"));
        Assert.False(await IsRightAsync(restpy, member, WaiterPin));
        Assert.Single(await Somebody.LettersAsync(restpy, Waiter), l => l.Subject == "Wrong PINs in your name");
        // A colleague's count is another.
        Assert.True(await IsRightAsync(restpy, await MemberAsync(restpy, "kitchen@spice-garden.example"), "952741"));
    }

    [Theory, OnBothDatabases]
    public async Task Each_further_wrong_one_waits_twice_as_long_and_a_right_one_forgives(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var member = await MemberAsync(restpy, Waiter);
        for (var i = 0; i < 5; i++) Assert.False(await IsRightAsync(restpy, member, "908172"));
        foreach (var seconds in new[] { 30, 60, 120, 240, 480, 900, 900 })
        {
            restpy.Clock.Advance(TimeSpan.FromSeconds(seconds - 4));
            Assert.False(await IsRightAsync(restpy, member, WaiterPin));
            restpy.Clock.Advance(TimeSpan.FromSeconds(5));
            Assert.False(await IsRightAsync(restpy, member, "908172"));
        }
        Assert.Equal(12, await Somebody.ActsAsync(restpy, "staff.pin-refused"));
        restpy.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.True(await IsRightAsync(restpy, member, WaiterPin));
        for (var i = 0; i < 4; i++) Assert.False(await IsRightAsync(restpy, member, "908172"));
        Assert.True(await IsRightAsync(restpy, member, WaiterPin));
    }

    [Theory, OnBothDatabases]
    public async Task A_pin_is_good_where_its_member_works_and_nowhere_else(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (waiter, mumbai, lyon, owner) = (await MemberAsync(restpy, Waiter),
            await MemberAsync(restpy, "waiter.mumbai@spice-garden.example"),
            await MemberAsync(restpy, "waiter@maison-lumiere.example", "maison-lumiere"),
            await MemberAsync(restpy, Somebody.Owner));
        Assert.False(await IsRightAsync(restpy, mumbai, WaiterPin));
        Assert.True(await IsRightAsync(restpy, mumbai, WaiterPin, branch: "mumbai"));
        // Guessing at a stranger counts for nobody but the stranger here: at home the PIN is open.
        for (var i = 0; i < 7; i++) Assert.False(await IsRightAsync(restpy, lyon, "908172"));
        Assert.True(await IsRightAsync(restpy, lyon, WaiterPin, "maison-lumiere", "lyon"));
        Assert.True(await IsRightAsync(restpy, owner, "402517", branch: "mumbai"));
        await restpy.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            (await db.Set<Member>().FirstAsync(m => m.Id == waiter)).Leave(db.Time.GetUtcNow());
            db.Act("staff.left", nameof(Member), waiter);
            return await db.SaveChangesAsync();
        });
        Assert.False(await IsRightAsync(restpy, waiter, WaiterPin));
        restpy.Services.GetRequiredService<DemoPeople>().On = false;
        Assert.False(await IsRightAsync(restpy, owner, "402517"));
    }

    [Theory, OnBothDatabases]
    public async Task Who_is_asked_for_is_who_works_here_and_what_they_may_do_comes_with_the_answer(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (all, managers, owner) = await restpy.InAsync("spice-garden", "bengaluru", async s =>
        {
            var pins = s.GetRequiredService<PinCheck>();
            var here = await pins.HereAsync(null, default);
            var answer = await pins.CheckAsync(
                here.Single(h => h.Role == Role.Owner).MemberId, "402517", Here, default);
            return (here, await pins.HereAsync(StaffPermissions.ChangePeople, default), answer.Value);
        });
        Assert.Equal(["Anita Rao", "Farah Khan", "Joseph D’Souza", "Lakshmi Nair", "Ravi Kumar", "Suresh Iyer",
            "Vikram Shetty"], all.Select(h => h.Name));
        Assert.Equal(["Anita Rao", "Vikram Shetty"], managers.Select(h => h.Name));
        Assert.True(owner!.May(StaffPermissions.ChangePeople));
        // Without step-up the page is not even shown.
        var waiter = await restpy.SignInAsync(Waiter);
        restpy.Clock.Advance(NeedsStepUpAttribute.Lasts - TimeSpan.FromMinutes(3));
        await waiter.PressAsync("/staff/choose");
        restpy.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.StartsWith("/staff/step-up", (await waiter.GetAsync(Mine)).Headers.Location!.ToString());
    }

    internal static async Task<HttpResponseMessage> SetAsync(PageClient browser, string pin, string again) =>
        await browser.SubmitAsync(
            await browser.PageAsync(Mine), "form.form", new() { ["pin"] = pin, ["again"] = again });

    internal static Task<Guid> MemberAsync(TestProduct restpy, string email, string slug = "spice-garden") =>
        restpy.InAsync(slug, null, async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        return await (from m in db.Set<Member>()
                      join p in db.Set<Person>() on m.PersonId equals p.Id
                      where p.Email == email
                      select m.Id).SingleAsync();
    });

    internal static Task<bool> IsRightAsync(
        TestProduct restpy, Guid member, string pin, string slug = "spice-garden", string branch = "bengaluru") =>
        restpy.InAsync(slug, branch,
            async s => (await s.GetRequiredService<PinCheck>().CheckAsync(member, pin, Here, default)).Ok);
}
