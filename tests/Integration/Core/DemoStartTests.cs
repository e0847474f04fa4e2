using System.Net;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>The first page of the demo, and of an installation that is none.</summary>
public sealed class DemoStartTests(SharedProducts products)
{
    [Fact]
    public async Task A_waiter_of_the_demo_is_one_tap_away()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        using var visitor = restpy.Visitor();
        using var first = await visitor.GetAsync("/");
        var page = await visitor.PageAsync(first.Headers.Location!.ToString());
        using var signedIn = await visitor.SubmitAsync(page, "form:has([value='waiter@spice-garden.example'])");
        Assert.Equal("/staff", signedIn.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/staff/floor")).StatusCode);
    }

    [Fact]
    public async Task Outside_the_demo_the_first_page_is_the_sign_in_and_there_is_no_start_page()
    {
        await using var restpy =
            await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new() { ["demo"] = "false" });
        using var visitor = restpy.Visitor();
        using var first = await visitor.GetAsync("/");
        using var second = await visitor.GetAsync(first.Headers.Location!.ToString());
        Assert.StartsWith("/sign-in", second.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/demo")).StatusCode);
    }

    [Fact]
    public async Task The_demo_opens_in_the_middle_of_an_evening()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: new()
        {
            ["demo-history"] = "true", ["demo-evening"] = "true",
        });
        using var waiter = await restpy.SignInAsync("manager@spice-garden.example");
        HashSet<string?> states = [], expected = ["seated", "running", "printed"];
        // The week before is written first, and its tables come and go on the floor meanwhile.
        for (var tries = 0; tries < 600 && !expected.IsSubsetOf(states); tries++)
        {
            await Task.Delay(100);
            states = [.. (await waiter.PageAsync("/staff/floor")).QuerySelectorAll(".table-tile")
                .Select(t => t.GetAttribute("data-state"))];
        }
        Assert.Superset(expected, states);
    }
}
