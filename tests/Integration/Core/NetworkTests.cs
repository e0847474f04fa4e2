using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;
using Restpy.Staff.Networks;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>From where people may work: set by the owner, asked at the sign-in and on every request.</summary>
public sealed class NetworkTests
{
    internal const string Office = "203.0.113.7", Home = "198.51.100.1";
    internal static readonly Dictionary<string, string> BehindAProxy =
        new() { ["Restpy:TrustedProxies:0"] = "127.0.0.1" };

    [Theory, OnBothDatabases]
    public async Task Outside_the_list_nobody_of_the_role_signs_in_and_others_do(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: BehindAProxy);
        await AllowAsync(restpy, Office, "role:Accountant", "203.0.113.0/24");
        Assert.Equal(HttpStatusCode.Redirect, await SignInAsync(restpy, "accountant@spice-garden.example", Office));
        Assert.Equal(HttpStatusCode.BadRequest, await SignInAsync(restpy, "accountant@spice-garden.example", Home));
        Assert.Equal(HttpStatusCode.Redirect, await SignInAsync(restpy, "waiter@spice-garden.example", Home));
        // The other restaurant has its own lists.
        Assert.Equal(HttpStatusCode.Redirect, await SignInAsync(restpy, "accountant@maison-lumiere.example", Home));
        Assert.Equal(["accountant"],
            (await LogAsync(restpy, "staff.address-refused")).Select(e => e.Role == "none" ? "accountant" : e.Role));
        // From outside a right password reads as a wrong one.
        Assert.Equal(await RefusedAsync(restpy, TestProduct.Password), await RefusedAsync(restpy, "wrong password"));
    }

    [Theory, OnBothDatabases]
    public async Task A_session_that_comes_from_elsewhere_is_refused_ended_and_logged(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: BehindAProxy);
        await AllowAsync(restpy, Office, "role:Accountant", "203.0.113.0/24");
        using var accountant = From(restpy, Office);
        await accountant.SignInAsync("accountant@spice-garden.example", TestProduct.Password);
        Assert.Equal(HttpStatusCode.OK, (await accountant.GetAsync("/staff/sales")).StatusCode);
        Move(accountant, "203.0.113.200");
        Assert.Equal(HttpStatusCode.OK, (await accountant.GetAsync("/staff/sales")).StatusCode);
        Move(accountant, Home);
        var refused = await accountant.GetAsync("/staff/sales");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("You cannot work from this network", await refused.Content.ReadAsStringAsync());
        Move(accountant, Office);
        Assert.Equal(HttpStatusCode.Redirect, (await accountant.GetAsync("/staff/sales")).StatusCode);
        var entry = Assert.Single(await LogAsync(restpy, "staff.address-refused"));
        Assert.Equal((Home, "accountant", "signed out"), (entry.Ip, entry.Role, entry.Reason));
    }

    [Theory, OnBothDatabases]
    public async Task A_list_that_is_set_ends_what_runs_from_elsewhere_streams_within_seconds(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: BehindAProxy);
        using var waiter = From(restpy, Home);
        await waiter.SignInAsync("waiter@spice-garden.example", TestProduct.Password);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/live?topics=orders");
        using var stream = await waiter.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var ended = stream.Content.ReadAsStringAsync();
        await AllowAsync(restpy, Office, "role:Waiter", "203.0.113.0/24");
        await ended.WaitAsync(TimeSpan.FromSeconds(8));
        Assert.Equal(HttpStatusCode.Forbidden, (await waiter.GetAsync("/staff/floor")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_list_that_was_spoiled_lets_nobody_in_until_the_command_line_takes_it_away(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        await AllowAsync(restpy, null, "role:Waiter", "127.0.0.0/8");
        using var waiter = await restpy.SignInAsync("waiter@spice-garden.example");
        await using (var connection =
            await TestDatabases.PastTheWallAsync(restpy.Services.GetRequiredService<DatabaseOptions>()))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE staff_network SET networks = 'spoiled'";
            await command.ExecuteNonQueryAsync();
        }
        await NewsAsync(restpy);
        Assert.Equal(HttpStatusCode.Forbidden, (await waiter.GetAsync("/staff/floor")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, await SignInAsync(restpy, "waiter@spice-garden.example", "127.0.0.1"));
        await using var scope = restpy.Services.CreateAsyncScope();
        Assert.Null(await scope.ServiceProvider.GetRequiredService<NetworkRescue>()
            .ClearAsync("no-such-house", "nobody", default));
        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<NetworkRescue>()
            .ClearAsync("spice-garden", "the owner is locked out", default));
        using var device = From(restpy, "127.0.0.1");
        await device.SignInAsync("waiter2@spice-garden.example", TestProduct.Password);
        var entry = Assert.Single(await LogAsync(restpy, "staff.networks-cleared"));
        Assert.Equal(("command line", "the owner is locked out"), (entry.PersonName, entry.Reason));
    }

    private static async Task AllowAsync(TestProduct restpy, string? from, string of, string networks)
    {
        using var owner = From(restpy, from ?? "127.0.0.1");
        await owner.SignInAsync("owner@spice-garden.example", TestProduct.Password);
        var answer = await SetAsync(owner, of, networks);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
    }

    internal static async Task<HttpResponseMessage> SetAsync(
        StaffClient owner, string of, string networks, string page = "/staff/security/networks") =>
        await owner.SubmitAsync(
            await owner.PageAsync($"{page}?of={of}"), "#edit", new() { ["Of"] = of, ["Networks"] = networks });

    internal static StaffClient From(TestProduct restpy, string address)
    {
        var client = new StaffClient(restpy.Address);
        client.Http.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        return client;
    }

    internal static void Move(PageClient client, string address)
    {
        client.Http.DefaultRequestHeaders.Remove("X-Forwarded-For");
        client.Http.DefaultRequestHeaders.Add("X-Forwarded-For", address);
    }

    internal static async Task<HttpStatusCode> SignInAsync(TestProduct restpy, string email, string address)
    {
        using var client = From(restpy, address);
        return (await client.SubmitAsync(await client.PageAsync("/sign-in"), "form", new()
        {
            ["email"] = email, ["password"] = TestProduct.Password,
        }, "/sign-in")).StatusCode;
    }

    private static async Task<string> RefusedAsync(TestProduct restpy, string password)
    {
        using var client = From(restpy, Home);
        var answer = await client.SubmitAsync(await client.PageAsync("/sign-in"), "form", new()
        {
            ["email"] = "accountant@spice-garden.example", ["password"] = password,
        }, "/sign-in");
        return $"{answer.StatusCode} {(await PageClient.ParseAsync(answer)).QuerySelector(".errors")!.TextContent}";
    }

    /// <summary>What somebody changed past the product is news to nobody; here it is told.</summary>
    private static Task<int> NewsAsync(TestProduct restpy) => restpy.InAsync("spice-garden", null, async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        db.Publish(new NetworksChanged(Guid.NewGuid()));
        await db.SaveChangesAsync();
        await Task.Delay(1500);
        return 0;
    });

    internal static Task<List<AuditEntry>> LogAsync(TestProduct restpy, string act) =>
        restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<AuditEntry>().AsNoTracking().Where(e => e.Action == act)
            .OrderBy(e => e.Id).ToListAsync());
}
