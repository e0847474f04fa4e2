using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff;
using Restpy.Staff.ApiTokens;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.People.PeopleTests;
using static Restpy.IntegrationTests.People.ApiTokenTests;

namespace Restpy.IntegrationTests.People;

/// <summary>A token is limited in rights, networks and number of requests.</summary>
public sealed class ApiTokenLimitTests
{
    private const string Owner = "owner@spice-garden.example";
    private const string Table = "/api/v1/bills/01900000-0000-7000-8000-000000000000";

    [Theory, OnBothDatabases]
    public async Task Nobody_makes_a_token_beyond_themselves_or_for_what_is_no_programs_work(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var elsewhere = await restpy.InAsync(
            "maison-lumiere", "lyon", s => Task.FromResult(s.GetRequiredService<RestpyDb>().Scope.Branch));
        foreach (var (scope, days, branch, networks, expected) in new[]
        {
            ("staff.change", "90", "", "", HttpStatusCode.BadRequest),
            ("platform.restaurants", "90", "", "", HttpStatusCode.BadRequest),
            ("bills.credit", "90", "", "", HttpStatusCode.BadRequest), ("", "90", "", "", HttpStatusCode.BadRequest),
            ("bills.see", "0", "", "", HttpStatusCode.BadRequest),
            ("bills.see", "366", "", "", HttpStatusCode.BadRequest),
            ("bills.see", "x", "", "", HttpStatusCode.NotFound),
            ("bills.see", "90", elsewhere.ToString(), "", HttpStatusCode.NotFound),
            ("bills.see", "90", "", "nowhere", HttpStatusCode.BadRequest),
        })
            Assert.Equal(expected,
                (await PostAsync(owner, "/staff/api-tokens?handler=Make", ("name", "X"), ("scopes", scope),
                    ("days", days), ("branchId", branch), ("networks", networks))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await restpy.AsAsync("manager@spice-garden.example")).GetAsync("/staff/api-tokens")).StatusCode);
        Assert.Empty(
            TokenScopes.All.Except(restpy.Services.GetRequiredService<Restpy.Platform.Web.PermissionCatalogue>()
                .All.Where(Restpy.Staff.Rights.Entitlement.IsOfRestaurants).Select(p => p.Name)));
    }

    [Theory, OnBothDatabases]
    public async Task A_token_works_from_its_networks_in_its_restaurant_and_an_invented_one_waits(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var elsewhere = await MakeAsync(owner, "Elsewhere", "bills.see", networks: "203.0.113.7");
        var token = await MakeAsync(owner, "Here", "bills.see", networks: "127.0.0.0/8");
        using var program = new PageClient(restpy.Address);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(program, elsewhere, Table)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(program, token, Table)).StatusCode);
        // A bill of the other restaurant does not exist; a token with the other restaurant written into it is none.
        var other = await restpy.InAsync(
            "maison-lumiere", null, s => Task.FromResult(s.GetRequiredService<RestpyDb>().Scope.Restaurant));
        Assert.Equal(HttpStatusCode.Unauthorized,
            (await SendAsync(program, BearerTokens.Prefix + other.ToString("N") + token[35..], Table)).StatusCode);
        for (var i = 1; i < 20; i++)
            Assert.Equal(HttpStatusCode.Unauthorized,
                (await SendAsync(program, token[..^1] + (token[^1] == '0' ? '1' : '0') + i, Table)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests,
            (await SendAsync(program, BearerTokens.Prefix + new string('0', 152), Table)).StatusCode);
        // Ours goes on from the same address.
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(program, token, Table)).StatusCode);
    }

    [Fact]
    public async Task A_program_has_a_bucket_of_its_own_and_invented_tokens_make_none()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new()
        {
            ["Restpy:Rates:token.own"] = "5/1", ["Restpy:Rates:staff.address"] = "40/1",
        });
        var owner = await restpy.AsAsync(Owner);
        var (one, two, three) = (await MakeAsync(owner, "One", "bills.see"), await MakeAsync(owner, "Two", "bills.see"),
            await MakeAsync(owner, "Three", "bills.see"));
        using var program = new PageClient(restpy.Address);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++) answers.Add((await SendAsync(program, one, Table)).StatusCode);
        Assert.True(answers[^1] == HttpStatusCode.TooManyRequests, string.Join(' ', answers));
        Assert.True(answers.Count(a => a == HttpStatusCode.NotFound) == 5, string.Join(' ', answers));
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(program, two, Table)).StatusCode);
        // One that names ours and is not ours spends nothing of it: of its five it had one.
        for (var i = 0; i < 10; i++)
            await SendAsync(program, two[..^9] + (two[^9] == '0' ? '1' : '0') + two[^8..], Table);
        for (var i = 1; i < 5; i++)
            Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(program, two, Table)).StatusCode);
        // Each further one is another number, and all draw from the strangers' bucket of the address, until it is empty
        // for strangers.
        for (var i = 0; i < 45; i++) await SendAsync(program, $"{BearerTokens.Prefix}{i:x152}", Table);
        using var visitor = restpy.Visitor();
        Assert.Equal(HttpStatusCode.TooManyRequests, (await visitor.GetAsync(Table)).StatusCode);
        // And for them alone.
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(program, three, Table)).StatusCode);
    }
}
