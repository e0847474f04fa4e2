using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.People;

/// <summary>People come, change and go, and what they may do is in force with their next request.</summary>
public sealed class PeopleTests
{
    private const string Owner = "owner@spice-garden.example";
    private const string Manager = "manager@spice-garden.example";
    private const string Waiter = "waiter@spice-garden.example";
    private const string Password = "the mango lassi was late again";

    [Theory, OnBothDatabases]
    public async Task Nobody_offers_or_gives_what_they_lack_and_nobody_changes_themselves(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var form = await manager.PageAsync("/staff/people/invite");
        // Of Bengaluru alone, and without the owner's and the accountant's roles.
        Assert.Equal(["Manager", "Cashier", "Waiter", "Kitchen"],
            form.QuerySelectorAll("#role option").Select(o => o.GetAttribute("value")));
        Assert.Equal(["Bengaluru"], form.QuerySelectorAll("#branch option").Select(o => o.TextContent.Trim()));
        var offered = await manager.SubmitAsync(form, "main form.form", new()
        {
            ["Name"] = "Too High", ["Email"] = "high@spice-garden.example", ["Role"] = "Owner",
        });
        Assert.Equal(HttpStatusCode.Forbidden, offered.StatusCode);
        var mumbai = await restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<Tenancy.Branch>().Where(b => b.Key == "mumbai").Select(b => b.Id)
            .SingleAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await manager.SubmitAsync(form, "main form.form", new()
        {
            ["Name"] = "Away", ["Email"] = "away@spice-garden.example", ["BranchId"] = mumbai.ToString(),
        })).StatusCode);
        // What is no role and no branch of ours does not become the usual one, or all of them.
        foreach (var (field, value) in new[] {
            ("Role", "Chef"), ("Role", "SuperAdmin"), ("Role", "12"), ("Role", "2"), ("Role", "Waiter,Kitchen"),
            ("BranchId", "everywhere"), ("BranchId", Guid.NewGuid().ToString()) })
        {
            var invited = await (await restpy.AsAsync(Owner))
                .SubmitAsync(await (await restpy.AsAsync(Owner)).PageAsync("/staff/people/invite"), "main form.form",
                    new() { ["Name"] = "Nobody", ["Email"] = "nobody@spice-garden.example", [field] = value });
            Assert.True(invited.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden,
                $"{field} {value}: {invited.StatusCode}");
        }
        foreach (var (field, value) in new[] {
            ("Name", "\u200b\u200b\u202e"), ("Email", "two\nlines@x.example"), ("Email", "\"two words\"@x.example"),
            ("Email", "nobody@nowhere"), ("Email", "nobody@[127.0.0.1]"), ("Email", "not an address") })
            Assert.Equal(HttpStatusCode.BadRequest, (await manager.SubmitAsync(form, "main form.form", new()
            {
                ["Name"] = "Somebody", ["Email"] = "somebody@x.example", [field] = value,
            })).StatusCode);
        var (me, owner, waiter, away) = (await MemberAsync(restpy, Manager), await MemberAsync(restpy, Owner),
            await MemberAsync(restpy, Waiter), await MemberAsync(restpy, "waiter.mumbai@spice-garden.example"));
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync($"/staff/people/{away}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync($"/staff/people/{owner}")).StatusCode);
        var own = await manager.PageAsync($"/staff/people/{me}");
        Assert.Empty(own.QuerySelectorAll("main form"));
        Assert.Equal(HttpStatusCode.Forbidden,
            (await PostAsync(manager, $"/staff/people/{me}?handler=Give", ("permission", "log.export"),
                ("allowed", "true"), ("reason", "me"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await PostAsync(manager, $"/staff/people/{waiter}?handler=Give", ("permission", "log.export"),
                ("allowed", "true"), ("reason", "more than I may"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await PostAsync(manager, $"/staff/people/{waiter}?handler=Give", ("permission", "platform.restaurants"),
                ("allowed", "true"), ("reason", "the operator's"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await PostAsync(await restpy.AsAsync(Waiter), $"/staff/people/{waiter}?handler=Give",
                ("permission", "orders.void"), ("allowed", "true"), ("reason", "not mine to give"))).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task The_last_owner_stays_also_when_two_leave_at_once(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var first = await restpy.AsAsync(Owner);
        var link = await InviteAsync(first, "second.owner@spice-garden.example", "Second Owner", Role.Owner);
        using var second = new StaffClient(restpy.Address);
        await second.SubmitAsync(await second.PageAsync(link), "form", new() { ["password"] = Password }, link);
        await second.SignInAsync("second.owner@spice-garden.example", Password);
        var (a, b) = (await MemberAsync(restpy, Owner), await MemberAsync(restpy, "second.owner@spice-garden.example"));
        var answers = await Task.WhenAll(
            PostAsync(first, $"/staff/people/{b}?handler=End"), PostAsync(second, $"/staff/people/{a}?handler=End"));
        Assert.Single(answers, x => x.StatusCode == HttpStatusCode.Redirect);
        var left = answers[0].StatusCode == HttpStatusCode.Redirect ? first : second;
        Assert.Equal(HttpStatusCode.OK, (await left.GetAsync("/staff/people")).StatusCode);
        Assert.Equal(1,
            await restpy.InAsync("spice-garden", null,
                s => s.GetRequiredService<RestpyDb>().Set<Member>()
                .CountAsync(m => m.Role == Role.Owner && m.LeftAt == null)));
    }

    [Theory, OnBothDatabases]
    public async Task Who_works_here_no_more_is_out_at_once_and_comes_back_by_another_invitation(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (owner, waiter) = (await restpy.AsAsync(Owner), await restpy.AsAsync(Waiter));
        Assert.Equal(HttpStatusCode.OK, (await waiter.GetAsync("/staff/floor")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await PostAsync(owner, $"/staff/people/{await MemberAsync(restpy, Waiter)}?handler=End",
                ("reason", "moved to Goa"))).StatusCode);
        Assert.StartsWith("/sign-in", (await waiter.GetAsync("/staff/floor")).Headers.Location!.ToString(),
            StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => restpy.SignInAsync(Waiter));
        var link = await InviteAsync(owner, Waiter, "Ravi Kumar", Role.Cashier, "bengaluru", restpy);
        using var back = new StaffClient(restpy.Address);
        Assert.Equal(HttpStatusCode.Redirect,
            (await back.SubmitAsync(
                await back.PageAsync(link), "form", new() { ["password"] = TestProduct.Password }, link)).StatusCode);
        await back.SignInAsync(Waiter, TestProduct.Password);
        Assert.Equal(HttpStatusCode.OK, (await back.GetAsync("/staff/day")).StatusCode);
    }

    internal static async Task<string> InviteAsync(
        StaffClient by, string email, string name, Role role, string? branch = null, TestProduct? restpy = null)
    {
        var form = await by.PageAsync("/staff/people/invite");
        var id = branch is null ? ""
            : (await restpy!.InAsync("spice-garden", branch,
                s => Task.FromResult(s.GetRequiredService<RestpyDb>().Scope.Branch))).ToString();
        var answer = await by.SubmitAsync(form, "main form.form", new()
        {
            ["Name"] = name, ["Email"] = email, ["Role"] = role.ToString(), ["BranchId"] = id,
        });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return new Uri(((IHtmlInputElement)(await by.PageAsync(answer.Headers.Location!.ToString()))
            .QuerySelector("#link")!).Value).AbsolutePath;
    }

    internal static Task<Guid> MemberAsync(TestProduct restpy, string email) =>
        restpy.InAsync("spice-garden", null, async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        return await (from m in db.Set<Member>()
                      join p in db.Set<Person>() on m.PersonId equals p.Id
                      where p.Email == email
                      select m.Id).SingleAsync();
    });

    /// <summary>A form with these fields, as somebody would send who writes it by hand.</summary>
    internal static async Task<HttpResponseMessage> PostAsync(
        StaffClient client, string url, params (string Name, string Value)[] fields)
    {
        var token = (await client.PageAsync("/staff/choose"))
            .QuerySelector("input[name=_token]")!.GetAttribute("value")!;
        return await client.Http.PostAsync(url,
            new FormUrlEncodedContent([
                .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), new("_token", token),
                new("CommandId", Guid.CreateVersion7().ToString())]));
    }
}
