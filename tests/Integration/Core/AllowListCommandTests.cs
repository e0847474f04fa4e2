using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Host.Commands;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>./restpy allow-list clear: the way back in, for whoever has the machine.</summary>
public sealed class AllowListCommandTests
{
    private static readonly string[] Clear =
        ["allow-list", "clear", "spice-garden", "--why", "the line of the product has a new address", "--demo", "true"];

    [Fact]
    public async Task Beside_running_nodes_it_lets_people_in_again_within_seconds()
    {
        TestDatabases.NeedPostgres();
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Postgres);
        await LockOutAsync(restpy);
        var database = restpy.Services.GetRequiredService<DatabaseOptions>();
        using var said = new StringWriter();
        Assert.Equal(0, await OperatorCommands.RunAsync(
            [.. Clear, "--data", database.DataDirectory, "--database", database.ConnectionString], said, default));
        Assert.Contains("Lists taken away: 1", said.ToString());
        // The command has no pump: the node finds the event within its second. Few tries, far apart: five refused ones
        // close the account.
        var open = false;
        for (var tries = 0; tries < 3 && !open; tries++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
            open = await TryAsync(restpy) == HttpStatusCode.Redirect;
        }
        Assert.True(open, "the running node did not hear of it");
    }

    [Fact]
    public async Task On_a_closed_sqlite_installation_the_log_has_it()
    {
        DatabaseOptions database;
        await using (var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite))
        {
            await LockOutAsync(restpy);
            database = restpy.Services.GetRequiredService<DatabaseOptions>();
        }
        Assert.Equal(1,
            await OperatorCommands.RunAsync([
                "allow-list", "clear", "no-such-house", "--why", "a try", "--data", database.DataDirectory],
                TextWriter.Null, default));
        Assert.Equal(
            0, await OperatorCommands.RunAsync([.. Clear, "--data", database.DataDirectory], TextWriter.Null, default));
        await using var connection = await TestDatabases.PastTheWallAsync(database);
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT (SELECT count(*) FROM staff_network WHERE networks <> '') || ' ' || (SELECT "
                + "group_concat(person_name || ': ' || reason) FROM audit_entry WHERE action = "
                + "'staff.networks-cleared')";
        Assert.Equal("0 command line: the line of the product has a new address", await command.ExecuteScalarAsync());
    }

    [Theory]
    [InlineData("allow-list")]
    [InlineData("allow-list", "clear")]
    [InlineData("allow-list", "clear", "spice-garden")]
    [InlineData("allow-list", "clear", "spice-garden", "--why", "")]
    [InlineData("allow-list", "clear", "spice-garden", "--installation", "--why", "both at once")]
    [InlineData("allow-list", "show", "spice-garden", "--why", "to see them")]
    public async Task Without_saying_whose_and_why_nothing_is_taken_away(params string[] args) =>
    Assert.Equal(1, await OperatorCommands.RunAsync(args, TextWriter.Null, default));

    private static async Task LockOutAsync(TestProduct restpy)
    {
        var owner = await restpy.AsAsync("owner@spice-garden.example");
        var answer = await owner.SubmitAsync(await owner.PageAsync("/staff/security/networks"), "#edit", new()
        {
            ["Of"] = "role:Waiter", ["Networks"] = "203.0.113.0/24",
        });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, await TryAsync(restpy));
    }

    private static async Task<HttpStatusCode> TryAsync(TestProduct restpy)
    {
        using var waiter = restpy.Visitor();
        return (await waiter.SubmitAsync(await waiter.PageAsync("/sign-in"), "form", new()
        {
            ["email"] = "waiter@spice-garden.example", ["password"] = TestProduct.Password,
        }, "/sign-in")).StatusCode;
    }
}
