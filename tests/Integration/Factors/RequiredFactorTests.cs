using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff;
using Restpy.Staff.Contract;
using Restpy.Staff.Factors;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Factors.OwnFactorTests;

namespace Restpy.IntegrationTests.Factors;

/// <summary>A role that requires a second factor gets it before anything else.</summary>
public sealed class RequiredFactorTests
{
    private const string Mine = "/staff/account/factors";

    [Theory, OnBothDatabases]
    public async Task A_role_that_asks_for_a_passkey_gives_a_session_that_may_only_enrol(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        await Somebody.AskAsync(restpy, Role.Manager, SecondFactorRequirement.Passkey);
        using var browser = new StaffClient(restpy.Address);
        await Somebody.PasswordAsync(browser, "manager@spice-garden.example");
        using var opened = await Somebody.TypeAsync(
            browser, (await Somebody.CodesAsync(restpy, "manager@spice-garden.example"))[0]);
        Assert.Equal(Mine, opened.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(Mine)).StatusCode);
        // Every endpoint that is not open to everybody, except those for enrolling and leaving.
        var (open, tried) = (new List<string>(), 0);
        foreach (var endpoint in (await ProductEndpoint.AllAsync(restpy))
            .Where(d => d.Method == "GET"
                && d.Access is Platform.Gates.NeedsAttribute or Platform.Gates.SignedInAttribute))
        {
            tried++;
            using var answer = await browser.GetAsync(endpoint.Address(_ => Guid.NewGuid().ToString()));
            if (answer.StatusCode == HttpStatusCode.OK) open.Add(endpoint.Pattern);
        }
        Assert.True(tried > 30);
        Assert.Equal([Mine, "/staff/step-up"], open.Order());
        // An app is not what is asked for.
        await AddAppAsync(restpy, browser);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/staff/floor")).StatusCode);
        Assert.Equal(Mine, (await browser.GetAsync("/staff")).Headers.Location!.ToString());
    }

    [Theory, OnBothDatabases]
    public async Task Without_a_demo_a_super_admin_must_add_a_passkey_before_anything_else(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: new()
        {
            ["Restpy:PublicUrl"] = "https://restpy.example",
        });
        await restpy.InAsync("spice-garden", null, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            db.Add(Person.Register("first@restpy.example", "First",
                await s.GetRequiredService<Passwords>().HashAsync(TestProduct.Password, default), "en",
                superAdmin: true));
            db.Act("staff.hired", nameof(Person), Guid.Empty);
            return await db.SaveChangesAsync();
        });
        // The demo's own super admin is exempt, and the page says what is asked.
        Assert.Equal(HttpStatusCode.OK,
            (await (await restpy.AsAsync("admin@restpy.example")).GetAsync("/platform")).StatusCode);
        restpy.Services.GetRequiredService<DemoPeople>().On = false;
        using var browser = new StaffClient(restpy.Address);
        // Mail is there: its code comes first.
        Assert.Equal("/sign-in/second", await Somebody.PasswordAsync(browser, "first@restpy.example"));
        using var opened = await Somebody.TypeAsync(
            browser, (await Somebody.CodesAsync(restpy, "first@restpy.example"))[0]);
        Assert.Equal(Mine, opened.Headers.Location!.ToString());
        Assert.Contains("add a passkey", (await browser.PageAsync(Mine)).QuerySelector(".flash")!.TextContent);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/platform")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_required_factor_cannot_be_removed_or_avoided_by_choosing_a_restaurant(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.SignInAsync(Somebody.Owner);
        await AddAppAsync(restpy, owner);
        // Signed in with the password, before the role asked for more.
        using var before = await restpy.SignInAsync("manager@spice-garden.example");
        var page = await before.PageAsync("/staff/choose");
        await Somebody.AskAsync(restpy, Role.Manager, SecondFactorRequirement.SecondFactor);
        using var chosen = await before.SubmitAsync(page, "form", new() { ["workplace"] = "0" }, "/staff/choose");
        Assert.Equal("/sign-in", chosen.Headers.Location!.ToString());
        Assert.False(await Somebody.IsInAsync(before));
        // The app may go while nothing asks for it; where mail carries codes, it may go even then.
        await Somebody.AskAsync(restpy, Role.Owner, SecondFactorRequirement.Passkey);
        using var refused = await owner.SubmitAsync(await owner.PageAsync(Mine), "form[action*='Remove']");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        await Somebody.AskAsync(restpy, Role.Owner, SecondFactorRequirement.Password);
        using var removed = await owner.SubmitAsync(await owner.PageAsync(Mine), "form[action*='Remove']");
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.Equal(1, await Somebody.ActsAsync(restpy, "staff.factor-removed"));
    }
}
