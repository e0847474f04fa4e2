using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Mail;
using Restpy.Staff.Factors;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Factors;

/// <summary>The owner sets which second factor each role needs.</summary>
public sealed class RoleFactorTests
{
    private const string Security = "/staff/security";

    [Theory, OnBothDatabases]
    public async Task Each_role_can_be_asked_for_a_code_and_its_people_signed_in_with_less_are_out(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.SignInAsync(Somebody.Owner);
        var people = new Dictionary<string, string>
        {
            ["Manager"] = "manager", ["Cashier"] = "cashier", ["Accountant"] = "accountant", ["Waiter"] = "waiter",
            ["Kitchen"] = "kitchen",
        };
        foreach (var (role, name) in people)
        {
            using var signedIn = await restpy.SignInAsync($"{name}@spice-garden.example");
            using var saved = await owner.SubmitAsync(
                await owner.PageAsync(Security), $"form[data-role={role}]", new() { ["demand"] = "SecondFactor" });
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
            Assert.False(await Somebody.IsInAsync(signedIn));
            using var anew = restpy.Visitor();
            Assert.Equal("/sign-in/second", await Somebody.PasswordAsync(anew, $"{name}@spice-garden.example"));
            // The other restaurant decides for itself.
            using var french = restpy.Visitor();
            Assert.NotEqual("/sign-in/second", await Somebody.PasswordAsync(french, $"{name}@maison-lumiere.example"));
            // And back.
            await owner.SubmitAsync(
                await owner.PageAsync(Security), $"form[data-role={role}]", new() { ["demand"] = "Password" });
            using var free = restpy.Visitor();
            Assert.NotEqual("/sign-in/second", await Somebody.PasswordAsync(free, $"{name}@spice-garden.example"));
        }
        Assert.Equal(2 * people.Count, await Somebody.ActsAsync(restpy, "staff.demand-set"));
        // Who decides stays in, and others may not decide.
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync(Security)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await restpy.SignInAsync("manager@spice-garden.example")).GetAsync(Security)).StatusCode);
        using var strange = await owner.SubmitAsync(await owner.PageAsync(Security), "form[data-role=Waiter]", new()
        {
            ["role"] = "SuperAdmin", ["demand"] = "SecondFactor",
        });
        Assert.Equal(HttpStatusCode.NotFound, strange.StatusCode);
    }

    [Fact]
    public async Task Without_a_way_for_letters_codes_are_not_offered()
    {
        await using var restpy =
            await TestProduct.StartAsync(DatabaseKind.Sqlite, services => services.AddSingleton<IMails, NoMail>());
        var owner = await restpy.SignInAsync(Somebody.Owner);
        var page = await owner.PageAsync(Security);
        Assert.DoesNotContain(page.QuerySelectorAll("option"), o => o.GetAttribute("value") == "SecondFactor");
        Assert.Contains("no mail server", page.Body!.TextContent);
        using var forced = await owner.SubmitAsync(
            page, "form[data-role=Waiter]", new() { ["demand"] = "SecondFactor" });
        Assert.Equal(HttpStatusCode.Conflict, forced.StatusCode);
        // Asked for all the same (mail was taken away later): an app has to be added first.
        await Somebody.AskAsync(restpy, Role.Waiter, SecondFactorRequirement.SecondFactor);
        using var waiter = new StaffClient(restpy.Address);
        Assert.Equal("/staff/account/factors", await Somebody.PasswordAsync(waiter, Somebody.Waiter));
        Assert.Equal(HttpStatusCode.Forbidden, (await waiter.GetAsync("/staff/floor")).StatusCode);
        await OwnFactorTests.AddAppAsync(restpy, waiter);
        Assert.Equal(HttpStatusCode.OK, (await waiter.GetAsync("/staff/floor")).StatusCode);
        using var removed = await waiter.SubmitAsync(
            await waiter.PageAsync("/staff/account/factors"), "form[action*='Remove']");
        Assert.Equal(HttpStatusCode.Conflict, removed.StatusCode);
    }

    private sealed class NoMail : IMails
    {
        public MailTransport Way => MailTransport.None;

        public void Put(RestpyDb db, EmailMessage letter) => throw new InvalidOperationException();
    }
}
