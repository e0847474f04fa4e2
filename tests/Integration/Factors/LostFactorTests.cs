using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Host.Commands;
using Restpy.IntegrationTests.People;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Factors;
using Restpy.Staff.Hire;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Factors;

/// <summary>The phone is gone, and with it every factor: who lets somebody in anew, and who does not.</summary>
public sealed class LostFactorTests
{
    private const string Manager = "manager@spice-garden.example", Claire = "owner@maison-lumiere.example", Admin =
        "admin@restpy.example";

    [Theory, OnBothDatabases]
    public async Task Somebody_above_takes_them_away_and_the_password_opens_again(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var waiter = await restpy.SignInAsync(Somebody.Waiter);
        using var manager = await restpy.SignInAsync(Manager);
        var member = await PeopleTests.MemberAsync(restpy, Somebody.Waiter);
        Assert.Equal(HttpStatusCode.Conflict, await ForgetAsync(manager, member, "Nothing to lose"));
        await OwnFactorTests.AddAppAsync(restpy, waiter);
        using var locked = restpy.Visitor();
        Assert.Equal("/sign-in/second", await Somebody.PasswordAsync(locked, Somebody.Waiter));
        var key = await restpy.InAsync(
            "spice-garden", null, s => s.GetRequiredService<RestpyDb>().Set<Factor>().Select(f => f.Key).SingleAsync());
        restpy.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.BadRequest, await ForgetAsync(manager, member, " "));
        Assert.Equal(HttpStatusCode.OK, (await waiter.GetAsync("/staff/floor")).StatusCode);

        var page = await manager.PageAsync($"/staff/people/{member}");
        using var done = await manager.SubmitAsync(
            page, "form[action*=ForgetFactors]", new() { ["reason"] = "Phone in the river" });
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        // It may be on that phone.
        Assert.Equal(HttpStatusCode.Redirect, (await waiter.GetAsync("/staff/floor")).StatusCode);
        using var back = restpy.Visitor();
        Assert.Equal("/staff", await Somebody.PasswordAsync(back, Somebody.Waiter));
        Assert.Contains(await Somebody.LettersAsync(restpy, Somebody.Waiter),
            l => l.Subject == "Your second factors were taken away");
        var entry = await restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>()
            .SingleAsync(e => e.Action == "staff.factors-forgotten"));
        Assert.Equal(("Phone in the river", "manager"), (entry.Reason, entry.Role));
        // What went is in the log, but not the key, sealed as it was.
        Assert.Contains("factor", entry.Changes, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(key, entry.Changes, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_does_it_to_those_above_to_themselves_or_to_people_of_another_restaurant(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var owner = await restpy.SignInAsync(Somebody.Owner);
        using var manager = await restpy.SignInAsync(Manager);
        await OwnFactorTests.AddAppAsync(restpy, owner);
        var above = await PeopleTests.MemberAsync(restpy, Somebody.Owner);
        Assert.Equal(HttpStatusCode.NotFound, await ForgetAsync(manager, above, "A call from the new phone"));
        Assert.Equal(HttpStatusCode.Forbidden, await ForgetAsync(owner, above, "It is me"));
        await restpy.InAsync("spice-garden", null,
            async s => (await s.GetRequiredService<HireHandler>()
                .HandleAsync(new(Claire, "", "", "fr", Role.Accountant, null), default)).Value);
        using var claire = await restpy.SignInAsync(Claire);
        await OwnFactorTests.AddAppAsync(restpy, claire);
        Assert.Equal(HttpStatusCode.Forbidden,
            await ForgetAsync(owner, await PeopleTests.MemberAsync(restpy, Claire), "She works for us, too"));
        using var cashier = await restpy.SignInAsync("cashier@spice-garden.example");
        Assert.Equal(HttpStatusCode.Forbidden,
            await ForgetAsync(cashier, await PeopleTests.MemberAsync(restpy, Somebody.Waiter), "May not"));
        Assert.Equal(2, await FactorsAsync(restpy));
        Assert.Equal(0, await Somebody.ActsAsync(restpy, "staff.factors-forgotten"));
    }

    [Theory, OnBothDatabases]
    public async Task One_hand_does_not_take_the_factors_and_make_the_password(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var manager = await restpy.SignInAsync(Manager);
        var waiter = await PeopleTests.MemberAsync(restpy, Somebody.Waiter);
        await OwnFactorTests.AddAppAsync(restpy, await restpy.SignInAsync(Somebody.Waiter));
        Assert.Equal(HttpStatusCode.Redirect, await ResetAsync(manager, waiter));
        Assert.Equal(HttpStatusCode.Forbidden, await ForgetAsync(manager, waiter, "And the phone"));
        using var owner = await restpy.SignInAsync(Somebody.Owner);
        Assert.Equal(HttpStatusCode.Redirect, await ForgetAsync(owner, waiter, "And the phone"));
        Assert.Equal(HttpStatusCode.Forbidden, await ResetAsync(owner, waiter));
        restpy.Clock.Advance(TimeSpan.FromHours(24.1));
        using var nextDay = await restpy.SignInAsync(Somebody.Owner);
        Assert.Equal(HttpStatusCode.Redirect, await ResetAsync(nextDay, waiter));
    }

    [Fact]
    public async Task Who_has_the_machine_lets_a_super_admin_in_again()
    {
        DatabaseOptions database;
        string[] forget = ["factors", "forget", Admin, "--why", "the key was stolen", "--demo", "true"];
        await using (var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite))
        {
            await OwnFactorTests.AddAppAsync(restpy, await restpy.SignInAsync(Admin));
            database = restpy.Services.GetRequiredService<DatabaseOptions>();
            Assert.Equal(1, await FactorsAsync(restpy));
        }
        Assert.Equal(1,
            await OperatorCommands.RunAsync([
                "factors", "forget", "nobody@restpy.example", "--why", "a try", "--data", database.DataDirectory],
                TextWriter.Null, default));
        using var said = new StringWriter();
        Assert.Equal(0, await OperatorCommands.RunAsync([.. forget, "--data", database.DataDirectory], said, default));
        Assert.Contains("Factors taken away: 1", said.ToString(), StringComparison.Ordinal);
        await using var connection = await TestDatabases.PastTheWallAsync(database);
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT (SELECT count(*) FROM staff_factor) || ' ' || (SELECT group_concat(person_name || ': ' || "
                + "reason) FROM audit_entry WHERE action = 'staff.factors-forgotten')";
        Assert.Equal("0 command line: the key was stolen", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Beside_running_nodes_each_house_of_the_person_reads_of_it()
    {
        TestDatabases.NeedPostgres();
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Postgres);
        await restpy.InAsync("spice-garden", null,
            async s => (await s.GetRequiredService<HireHandler>()
                .HandleAsync(new(Claire, "", "", "fr", Role.Accountant, null), default)).Value);
        using var claire = await restpy.SignInAsync(Claire);
        await OwnFactorTests.AddAppAsync(restpy, claire);
        var database = restpy.Services.GetRequiredService<DatabaseOptions>();
        await Task.Delay(1100);
        Assert.Equal(0,
            await OperatorCommands.RunAsync([
                "factors", "forget", Claire, "--why", "the phone was stolen", "--demo", "true", "--data",
                database.DataDirectory, "--database", database.ConnectionString], TextWriter.Null, default));
        Assert.Equal(HttpStatusCode.Redirect, (await claire.GetAsync("/staff/choose")).StatusCode);
        Assert.Equal(0, await FactorsAsync(restpy));
        Assert.Equal((1, 1),
            (await Somebody.ActsAsync(restpy, "staff.factors-forgotten"),
                await Somebody.ActsAsync(restpy, "staff.factors-forgotten", "maison-lumiere")));
        using var back = restpy.Visitor();
        Assert.NotEqual("/sign-in/second", await Somebody.PasswordAsync(back, Claire));
    }

    [Theory]
    [InlineData("factors")]
    [InlineData("factors", "forget")]
    [InlineData("factors", "forget", Admin)]
    [InlineData("factors", "forget", "--why", "whose?")]
    public async Task Without_saying_whose_and_why_nothing_is_taken_away(params string[] args) =>
    Assert.Equal(1, await OperatorCommands.RunAsync(args, TextWriter.Null, default));

    private static async Task<HttpStatusCode> ForgetAsync(StaffClient by, Guid member, string reason) =>
        (await PeopleTests.PostAsync(by, $"/staff/people/{member}?handler=ForgetFactors", ("reason", reason)))
            .StatusCode;

    private static async Task<HttpStatusCode> ResetAsync(StaffClient by, Guid member) =>
        (await PeopleTests.PostAsync(by, $"/staff/people/{member}?handler=Reset")).StatusCode;

    private static Task<int> FactorsAsync(TestProduct restpy) =>
        restpy.InAsync("spice-garden", null, s => s.GetRequiredService<RestpyDb>().Set<Factor>().CountAsync());
}
