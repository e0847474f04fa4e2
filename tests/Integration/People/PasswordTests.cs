using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Mail;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.People.PeopleTests;

namespace Restpy.IntegrationTests.People;

/// <summary>Passwords are set by their owners: changed, forgotten, and at the very beginning.</summary>
public sealed class PasswordTests
{
    private const string Owner = "owner@spice-garden.example";
    private const string Waiter = "waiter@spice-garden.example";
    private const string New = "the mango lassi was late again, and so was the tea of table twelve";

    [Theory, OnBothDatabases]
    public async Task Who_changes_the_password_stays_and_every_other_session_ends(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var here = await restpy.SignInAsync(Waiter);
        using var elsewhere = await restpy.SignInAsync(Waiter);
        restpy.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await here.PageAsync("/staff/account/sessions")).QuerySelectorAll("main .items-list form")
            .Length);
        Assert.Equal(HttpStatusCode.BadRequest, (await ChangeAsync(here, "wrong", New)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await ChangeAsync(here, TestProduct.Password, "ravi kumar spice garden")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.GetAsync("/staff/floor")).StatusCode);
        var cookie = here.Cookies.GetAllCookies()["restpy"]!.Value;
        Assert.Equal(HttpStatusCode.Redirect, (await ChangeAsync(here, TestProduct.Password, New)).StatusCode);
        Assert.NotEqual(cookie, here.Cookies.GetAllCookies()["restpy"]!.Value);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/staff/floor")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/staff/floor")).StatusCode);
        await Assert.ThrowsAsync<InvalidOperationException>(() => restpy.SignInAsync(Waiter));
        await elsewhere.SignInAsync(Waiter, New);
        Assert.Single(await LettersAsync(restpy), l => l.EmailMessage.Subject == "Your Restpy password was changed");
    }

    [Theory, OnBothDatabases]
    public async Task A_stolen_session_is_no_place_to_guess_the_password_from(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var waiter = await restpy.SignInAsync(Waiter);
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.BadRequest, (await ChangeAsync(waiter, "a wrong one", New)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await ChangeAsync(waiter, TestProduct.Password, New)).StatusCode);
        restpy.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(HttpStatusCode.Redirect, (await ChangeAsync(waiter, TestProduct.Password, New)).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_session_left_elsewhere_is_ended_from_here(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var here = await restpy.SignInAsync(Waiter);
        using var left = await restpy.SignInAsync(Waiter);
        using var other = await restpy.SignInAsync(Owner);
        var page = await here.PageAsync("/staff/account/sessions");
        var theirs = (await other.PageAsync("/staff/account/sessions")).QuerySelectorAll("button[name=session]");
        Assert.Empty(theirs);
        var name = page.QuerySelectorAll("button[name=session]").Single().GetAttribute("value")!;
        // Of somebody else's sessions nobody knows the name, and it would open nothing.
        Assert.Equal(HttpStatusCode.NotFound,
            (await PostAsync(other, "/staff/account/sessions", ("session", name))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await left.GetAsync("/staff/floor")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await PostAsync(here, "/staff/account/sessions", ("session", name))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await left.GetAsync("/staff/floor")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/staff/floor")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_manager_starts_a_reset_and_never_learns_the_password(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var manager = await restpy.AsAsync("manager@spice-garden.example");
        using var waiter = await restpy.SignInAsync(Waiter);
        var member = await MemberAsync(restpy, Waiter);
        var started = await PostAsync(manager, $"/staff/people/{member}?handler=Reset");
        var link =
            new Uri(((IHtmlInputElement)(await manager.PageAsync(started.Headers.Location!.ToString()))
                .QuerySelector("#link")!).Value).AbsolutePath;
        // Only who started it is shown the link.
        Assert.Equal(HttpStatusCode.NotFound,
            (await (await restpy.AsAsync(Owner)).GetAsync(started.Headers.Location!.ToString())).StatusCode);
        // Guesses from elsewhere have closed the account meanwhile; the new password opens it.
        using var guesser = restpy.Visitor();
        for (var i = 0; i < 6; i++)
            await guesser.SubmitAsync(await guesser.PageAsync("/sign-in"), "form",
                new() { ["email"] = Waiter, ["password"] = "wrong" }, "/sign-in");
        restpy.Clock.Advance(TimeSpan.FromSeconds(1));
        using var person = restpy.Visitor();
        var page = await person.PageAsync(link);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await person.SubmitAsync(page, "form", new() { ["password"] = "too short" }, link)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await waiter.GetAsync("/staff/floor")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect,
            (await person.SubmitAsync(page, "form", new() { ["password"] = New }, link)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await waiter.GetAsync("/staff/floor")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone,
            (await person.SubmitAsync(page, "form", new() { ["password"] = "another long one, once more" }, link))
            .StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await person.GetAsync(link)).StatusCode);
        using var back = new StaffClient(restpy.Address);
        await back.SignInAsync(Waiter, New);
        // Nobody above, and nobody who works elsewhere too.
        Assert.Equal(HttpStatusCode.NotFound,
            (await PostAsync(manager, $"/staff/people/{await MemberAsync(restpy, Owner)}?handler=Reset")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_reset_link_ends_after_an_hour(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var link = await restpy.InAsync("spice-garden", null,
            async s => (await s.GetRequiredService<SuperAdmins>()
                .LetInAsync("new.admin@restpy.example", "New Admin", restpy.Address, default)).Value!.AbsolutePath);
        using var person = restpy.Visitor();
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync(link)).StatusCode);
        restpy.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Gone, (await person.GetAsync(link)).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task The_first_person_is_made_on_the_machine_and_sets_a_password(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var link = await restpy.InAsync("spice-garden", null,
            async s => (await s.GetRequiredService<SuperAdmins>()
                .LetInAsync("New.Admin@restpy.example", "New Admin", restpy.Address, default)).Value!.AbsolutePath);
        using var admin = new StaffClient(restpy.Address);
        Assert.Equal(HttpStatusCode.Redirect,
            (await admin.SubmitAsync(await admin.PageAsync(link), "form", new() { ["password"] = New }, link))
            .StatusCode);
        await admin.SignInAsync("new.admin@restpy.example", New);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/platform")).StatusCode);
    }

    internal static Task<List<ShownEmail>> LettersAsync(TestProduct restpy) =>
        restpy.InAsync("spice-garden", null, async s =>
        (await s.GetRequiredService<Mails>().ShownAsync(s.GetRequiredService<RestpyDb>(), 50, default)).ToList());

    private static Task<HttpResponseMessage> ChangeAsync(StaffClient client, string old, string password) =>
        PostAsync(client, "/staff/account?handler=Password", ("old", old), ("password", password));
}
