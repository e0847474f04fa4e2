using System.Net;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Devices;

/// <summary>Where people of the team are signed in, and the way to sign them out.</summary>
public sealed class PersonSessionTests
{
    [Theory, OnBothDatabases]
    public async Task A_manager_sees_and_ends_the_sessions_of_their_people_and_of_nobody_else(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var waiter = await restpy.SignInAsync("waiter@spice-garden.example");
        using var again = await restpy.SignInAsync("waiter@spice-garden.example");
        using var tablet = await restpy.PairAsync("Floor");
        await tablet.UnlockAsync("Ravi", "841632");
        using var manager = await restpy.SignInAsync("manager@spice-garden.example");
        var address = $"/staff/people/{await PinTests.MemberAsync(restpy, "waiter@spice-garden.example")}";
        var page = await manager.PageAsync(address);
        var buttons = page.QuerySelectorAll("form[action*=SignOut] button[name=session]");
        Assert.Equal(3, buttons.Length);
        using (var one = await manager.SubmitAsync(page, "form[action*=SignOut]", new()
        {
            ["session"] = buttons[0].GetAttribute("value"),
        })) Assert.Equal(address, one.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await tablet.GetAsync("/api/v1/session")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await waiter.GetAsync("/api/v1/session")).StatusCode);
        using (var all = await manager.SubmitAsync(await manager.PageAsync(address),
            "form[action*=SignOut]:has([data-everywhere])")) Assert.Equal(HttpStatusCode.Redirect, all.StatusCode);
        foreach (var gone in new[] { waiter, again })
            Assert.Equal(HttpStatusCode.Unauthorized, (await gone.GetAsync("/api/v1/session")).StatusCode);
        // Not those of somebody who may do more, nor of another branch or restaurant, nor by somebody who only looks.
        var owner = $"/staff/people/{await PinTests.MemberAsync(restpy, "owner@spice-garden.example")}?handler=SignOut";
        var lyon =
            $"/staff/people/{await PinTests.MemberAsync(restpy, "waiter@maison-lumiere.example", "maison-lumiere")}?handler=SignOut";
        var mumbai =
            $"/staff/people/{await PinTests.MemberAsync(restpy, "waiter.mumbai@spice-garden.example")}?handler=SignOut";
        var self =
            $"/staff/people/{await PinTests.MemberAsync(restpy, "manager@spice-garden.example")}?handler=SignOut";
        using (var own = await manager.SubmitAsync(await manager.PageAsync(address), "form[action*=Reset]", url: self))
            Assert.Equal(HttpStatusCode.Forbidden, own.StatusCode);
        foreach (var other in new[] { owner, lyon, mumbai })
        {
            using var refused = await manager.SubmitAsync(
                await manager.PageAsync(address), "form[action*=Reset]", url: other);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
    }
}
