using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Staff;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Core.NetworkTests;

namespace Restpy.IntegrationTests.Core;

/// <summary>The lists of allowed networks are set by the owner and the operator.</summary>
public sealed class NetworkSettingsTests
{
    [Theory, OnBothDatabases]
    public async Task Whoever_sets_a_list_cannot_lock_themselves_out(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: BehindAProxy);
        using var owner = From(restpy, Office);
        await owner.SignInAsync("owner@spice-garden.example", TestProduct.Password);
        var me = (await owner.PageAsync("/staff/security/networks")).QuerySelectorAll("#of option")
            .Select(o => o.GetAttribute("value")!)
            .First(v => v == $"person:{PersonId(restpy, "owner@spice-garden.example")}");
        foreach (var (of, networks) in new[] { ("role:Owner", Home), (me, "198.51.100.0/24\n2001:db8::/32") })
        {
            var refused = await SetAsync(owner, of, networks);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            var page = await PageClient.ParseAsync(refused);
            Assert.Contains(Office, page.QuerySelector("#networks-error")!.TextContent);
            // What was typed is kept.
            Assert.Equal(networks, page.QuerySelector("#networks")!.TextContent.Replace("\r", "").Trim());
        }
        Assert.Equal(HttpStatusCode.Redirect, (await SetAsync(owner, "role:Owner", Office)).StatusCode);
        // Taking the own list away would leave the role's, in which one stands.
        Assert.Equal(HttpStatusCode.Redirect, (await SetAsync(owner, me, Office + "\n" + Home)).StatusCode);
        Move(owner, Home);
        Assert.Equal(HttpStatusCode.Conflict, (await SetAsync(owner, me, "")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync("/staff/sales")).StatusCode);
        // A form opened without the list that stands takes nothing away.
        Assert.Equal(HttpStatusCode.Conflict,
            (await owner.SubmitAsync(await owner.PageAsync("/staff/security/networks"), "#edit",
                new() { ["Of"] = "role:Owner", ["Networks"] = "" })).StatusCode);
        Assert.Equal(2, (await LogAsync(restpy, "staff.networks-set")).Count);
        Assert.Contains("198.51.100.1", (await LogAsync(restpy, "staff.networks-set"))[^1].Changes);
    }

    [Theory, OnBothDatabases]
    public async Task Only_the_owner_sets_them_and_only_for_its_people(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await restpy.AsAsync("manager@spice-garden.example")).GetAsync("/staff/security/networks"))
            .StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await restpy.AsAsync("owner@spice-garden.example")).GetAsync("/platform/networks")).StatusCode);
        var owner = await restpy.AsAsync("owner@spice-garden.example");
        foreach (var of in new[] {
            $"person:{PersonId(restpy, "owner@maison-lumiere.example")}", $"person:{Guid.NewGuid()}", "role:SuperAdmin",
            "role:Nobody", "role:1", "", "person:x" })
            Assert.Equal(HttpStatusCode.NotFound, (await SetAsync(owner, of, "127.0.0.1")).StatusCode);
        foreach (var networks in new[] {
            "everywhere", "127.0.0.1/33", string.Join('\n', Enumerable.Range(0, 51).Select(i => $"10.0.{i}.0/24")) })
            Assert.Equal(HttpStatusCode.BadRequest, (await SetAsync(owner, "role:Waiter", networks)).StatusCode);
        Assert.Empty(await LogAsync(restpy, "staff.networks-set"));
    }

    [Theory, OnBothDatabases]
    public async Task The_operators_own_people_have_lists_as_well(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: BehindAProxy);
        using var admin = From(restpy, Office);
        await admin.SignInAsync("admin@restpy.example", TestProduct.Password);
        Assert.Equal(HttpStatusCode.Conflict,
            (await SetAsync(admin, "role:SuperAdmin", Home, "/platform/networks")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await SetAsync(admin, "role:SuperAdmin", "203.0.113.0/24", "/platform/networks")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, await SignInAsync(restpy, "admin@restpy.example", Home));
        Assert.Equal(HttpStatusCode.Redirect, await SignInAsync(restpy, "owner@spice-garden.example", Home));
        Move(admin, Home);
        Assert.Equal(HttpStatusCode.Forbidden, (await admin.GetAsync("/platform")).StatusCode);
    }

    private static Guid PersonId(TestProduct restpy, string email) =>
        restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<Person>().Where(p => p.Email == email).Select(p => p.Id)
            .SingleAsync()).GetAwaiter().GetResult();
}
