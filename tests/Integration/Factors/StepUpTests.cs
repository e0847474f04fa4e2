using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Factors;
using Restpy.Staff.Hire;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Factors;

/// <summary>What matters is asked for again, and what roles ask for is decided with care.</summary>
public sealed class StepUpTests
{
    private const string Security = "/staff/security";

    [Theory, OnBothDatabases]
    public async Task Ten_minutes_after_the_last_proof_it_is_asked_again_for_a_new_session(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.SignInAsync(Somebody.Owner);
        restpy.Clock.Advance(TimeSpan.FromMinutes(9.8));
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync(Security)).StatusCode);
        var (before, stale) = (owner.Cookies.GetCookieHeader(restpy.Address), await owner.PageAsync(Security));
        restpy.Clock.Advance(TimeSpan.FromMinutes(0.3));
        using var sent = await owner.GetAsync(Security);
        Assert.Equal("/staff/step-up?next=%2Fstaff%2Fsecurity", sent.Headers.Location!.ToString());
        // Nor by post, and nothing was changed.
        using var posted = await owner.SubmitAsync(
            stale, "form[data-role=Waiter]", new() { ["demand"] = "SecondFactor" });
        Assert.StartsWith("/staff/step-up", posted.Headers.Location!.ToString());
        Assert.Equal(0, await Somebody.ActsAsync(restpy, "staff.demand-set"));
        // What does not matter goes on.
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync("/staff/sales")).StatusCode);
        var page = await owner.PageAsync("/staff/step-up?next=%2Fstaff%2Fsecurity");
        using var wrong = await owner.SubmitAsync(
            page, "form[action='/staff/step-up']", new() { ["password"] = "not the password" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var right = await owner.SubmitAsync(
            page, "form[action='/staff/step-up']", new() { ["password"] = TestProduct.Password });
        Assert.Equal(Security, right.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync(Security)).StatusCode);
        // The old cookie is nobody's, and a form of the old session is refused in the new one.
        using var thief = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = restpy.Address
        };
        thief.DefaultRequestHeaders.Add("Cookie", before);
        Assert.StartsWith("/sign-in", (await thief.GetAsync("/staff/choose")).Headers.Location!.ToString());
        using var old = await owner.SubmitAsync(stale, "form[data-role=Waiter]", new() { ["demand"] = "SecondFactor" });
        Assert.Equal(HttpStatusCode.BadRequest, old.StatusCode);
        Assert.Equal(0, await Somebody.ActsAsync(restpy, "staff.demand-set"));
        // It does not live longer for having been renewed.
        var ends = await restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<Staff.StaffSession>().Where(x => x.PersonName == "Anita Rao")
            .Select(x => x.EndsAt).Distinct().CountAsync());
        Assert.Equal(1, ends);
    }

    [Theory, OnBothDatabases]
    public async Task A_role_that_needs_a_second_factor_is_not_served_by_the_password_alone(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        await Somebody.AskAsync(restpy, Role.Owner, SecondFactorRequirement.SecondFactor);
        using var owner = new StaffClient(restpy.Address);
        await Somebody.PasswordAsync(owner, Somebody.Owner);
        var first = (await Somebody.CodesAsync(restpy, Somebody.Owner))[0];
        Assert.True(await Somebody.CodeAsync(owner, first));
        restpy.Clock.Advance(TimeSpan.FromMinutes(11));
        var page = await owner.PageAsync("/staff/step-up?next=/staff/security");
        Assert.Null(page.QuerySelector("input[name=password]"));
        using var typed = await owner.SubmitAsync(page, "form[data-means=Email]", new()
        {
            ["password"] = TestProduct.Password, ["code"] = "", ["means"] = "None",
        });
        Assert.Equal(HttpStatusCode.BadRequest, typed.StatusCode);
        // A code sent to another browser, for signing in, does not do.
        using var elsewhere = restpy.Visitor();
        await Somebody.PasswordAsync(elsewhere, Somebody.Owner);
        using var foreign = await owner.SubmitAsync(page, "form[data-means=Email]", new()
        {
            ["code"] = (await Somebody.CodesAsync(restpy, Somebody.Owner))[0],
        });
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        restpy.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(HttpStatusCode.OK, (await owner.SubmitAsync(page, "form[action*='Send']")).StatusCode);
        using var right = await owner.SubmitAsync(page, "form[data-means=Email]", new()
        {
            ["code"] = (await Somebody.CodesAsync(restpy, Somebody.Owner))[0],
        });
        Assert.Equal("/staff/security", right.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync(Security)).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task Of_several_workplaces_the_strictest_decides_at_sign_in_and_step_up(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        const string french = "owner@maison-lumiere.example";
        // Claire owns the one restaurant, which asks for nothing, and helps out in the other, which does.
        await restpy.InAsync("spice-garden", null,
            async s => (await s.GetRequiredService<HireHandler>()
                .HandleAsync(new(french, "", "", "fr", Role.Accountant, null), default)).Value);
        await Somebody.AskAsync(restpy, Role.Accountant, SecondFactorRequirement.Passkey);
        using var browser = new StaffClient(restpy.Address);
        Assert.Equal("/sign-in/second", await Somebody.PasswordAsync(browser, french));
        using var opened = await Somebody.TypeAsync(browser, (await Somebody.CodesAsync(restpy, french))[0]);
        Assert.Equal("/staff/account/factors", opened.Headers.Location!.ToString());
        // Showing it again does not make a whole session of one that only enrols.
        restpy.Clock.Advance(TimeSpan.FromMinutes(11));
        var page = await browser.PageAsync("/staff/step-up");
        Assert.Null(page.QuerySelector("input[name=password]"));
        await browser.SubmitAsync(page, "form[action*='Send']");
        using var again = await browser.SubmitAsync(page, "form[data-means=Email]", new()
        {
            ["code"] = (await Somebody.CodesAsync(restpy, french))[0],
        });
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/staff/account/factors")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/staff/sales")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task New_codes_for_tables_are_asked_for_again_as_well(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var manager = await restpy.SignInAsync("manager@spice-garden.example");
        var renew = (await ProductEndpoint.AllAsync(restpy))
            .Where(d => d.Endpoint.Metadata.GetMetadata<Platform.Gates.NeedsStepUpAttribute>() is not null)
            .Select(d => d.Pattern).Distinct().Order().ToList();
        Assert.Equal(
            ["/platform/networks", "/platform/restaurants/new", "/platform/restaurants/{id}", "/staff/account/factors",
                "/staff/account/pin", "/staff/api-tokens", "/staff/approvals/{id}", "/staff/bills/caps/{id}",
                "/staff/bills/settings", "/staff/devices", "/staff/people/invite", "/staff/people/invited/{id}",
                "/staff/people/{id}", "/staff/people/{id}/reset/{reset}", "/staff/roles", "/staff/security",
                "/staff/security/networks", "/staff/settings", "/staff/settings/branches",
                "/staff/settings/branches/new", "/staff/settings/branches/{id}",
                "/staff/settings/branches/{id}/service", "/staff/settings/logo", "/staff/tables/codes/renew"],
            renew.Select(p => p.Replace(":guid", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        restpy.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.StartsWith("/staff/step-up",
            (await manager.GetAsync("/staff/tables/codes/renew")).Headers.Location!.ToString());
    }
}
