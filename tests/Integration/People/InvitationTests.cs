using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.People.PeopleTests;

namespace Restpy.IntegrationTests.People;

/// <summary>A person joins a restaurant by the link of an invitation.</summary>
public sealed class InvitationTests
{
    private const string Owner = "owner@spice-garden.example";
    private const string Password = "the mango lassi was late again";

    [Theory, OnBothDatabases]
    public async Task Somebody_invited_sets_a_password_and_works(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var link = await InviteAsync(owner, "Asha.New@spice-garden.example", "Asha Pillai", Role.Cashier);
        using var asha = new StaffClient(restpy.Address);
        var page = await asha.PageAsync(link);
        Assert.Contains("Asha Pillai", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        foreach (var (weak, sentence) in new[] {
            ("short", "at least 15 characters"), ("passwordpassword", "guessed soon"),
            ("asha pillai spice garden", "guessed soon"), (new string('a', 201), "at most 200") })
        {
            var refused = await asha.SubmitAsync(page, "form", new() { ["password"] = weak }, link);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(sentence,
                (await PageClient.ParseAsync(refused)).QuerySelector("#password-error")!.TextContent,
                StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.Redirect,
            (await asha.SubmitAsync(page, "form", new() { ["password"] = Password }, link)).StatusCode);
        await asha.SignInAsync("asha.new@spice-garden.example", Password);
        Assert.Equal(HttpStatusCode.OK, (await asha.GetAsync("/staff/bills")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await asha.GetAsync("/staff/people")).StatusCode);
        // The link has done its work.
        using var second = restpy.Visitor();
        Assert.Equal(HttpStatusCode.Gone, (await second.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone,
            (await second.GetAsync(link[..^1] + (link[^1] == 'A' ? 'B' : 'A'))).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task Somebody_known_joins_with_the_password_they_have(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var link = await InviteAsync(owner, "waiter@maison-lumiere.example", "Léa", Role.Waiter);
        using var lea = new StaffClient(restpy.Address);
        var page = await lea.PageAsync(link);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await lea.SubmitAsync(page, "form", new() { ["password"] = Password }, link)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await lea.SubmitAsync(page, "form", new() { ["password"] = TestProduct.Password }, link)).StatusCode);
        await lea.SignInAsync("waiter@maison-lumiere.example", TestProduct.Password);
        var workplaces = (await lea.PageAsync("/staff/choose")).QuerySelectorAll("button[name=workplace]")
            .Select(b => b.TextContent).ToList();
        Assert.Contains(workplaces, d => d.StartsWith("Spice Garden", StringComparison.Ordinal));
        Assert.Contains(workplaces, d => d.StartsWith("Maison Lumière", StringComparison.Ordinal));
    }

    [Theory, OnBothDatabases]
    public async Task A_link_is_taken_once_however_many_come_with_it(DatabaseKind kind)
    {
        await using var restpy =
            await TestProduct.StartAsync(kind, settings: new() { ["Restpy:Rates:sign-in"] = "1000/600" });
        var link = await InviteAsync(await restpy.AsAsync(Owner), "once@spice-garden.example", "Once", Role.Waiter);
        using var visitor = restpy.Visitor();
        var page = await visitor.PageAsync(link);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(_ => visitor.SubmitAsync(page, "form", new() { ["password"] = Password }, link)));
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Redirect);
        Assert.Equal(1, await CountAsync(restpy, "once@spice-garden.example"));
    }

    private static Task<int> CountAsync(TestProduct restpy, string email) =>
        restpy.InAsync("spice-garden", null, async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        return await (from m in db.Set<Member>()
                      join p in db.Set<Person>() on m.PersonId equals p.Id
                      where p.Email == email
                      select m.Id).CountAsync();
    });
}
