using System.Net;
using System.Net.Http.Json;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>What a tablet asks when its page is older than its session, and what signing out leaves on it.</summary>
public sealed class CurrentSessionTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task It_names_its_maker_and_a_token_that_works(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        using var waiter = await restpy.SignInAsync("waiter@spice-garden.example");
        using var again = await restpy.SignInAsync("waiter@spice-garden.example");
        using var other = await restpy.SignInAsync("waiter2@spice-garden.example");
        var mine = await waiter.JsonAsync("/api/v1/session");
        Assert.Equal(mine.GetProperty("maker").GetString(),
            (await again.JsonAsync("/api/v1/session")).GetProperty("maker").GetString());
        Assert.NotEqual(mine.GetProperty("maker").GetString(),
            (await other.JsonAsync("/api/v1/session")).GetProperty("maker").GetString());

        // Past the gate: the command itself is refused. With the token of another session it does not come so far.
        Assert.Equal("CommandIdMissing", await CodeAsync(waiter, mine.GetProperty("token").GetString()!));
        Assert.NotEqual("CommandIdMissing", await CodeAsync(other, mine.GetProperty("token").GetString()!));
    }

    [Theory, OnBothDatabases]
    public async Task Nobody_signed_in_is_401(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        using var visitor = restpy.Visitor();
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("/api/v1/session")).StatusCode);
    }

    [Theory]
    [InlineData(null, "\"cache\", \"storage\"")]
    [InlineData("1", "\"cache\"")]
    public async Task Signing_out_clears_the_browser_but_not_a_queue_that_waits(string? keep, string cleared)
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        using var waiter = await restpy.SignInAsync("waiter@spice-garden.example");
        var answer = await waiter.SubmitAsync(
            await waiter.PageAsync("/staff/floor"), "form[action='/sign-out']", new() { ["keep"] = keep });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(cleared, string.Join(", ", answer.Headers.GetValues("Clear-Site-Data")));
    }

    private static async Task<string?> CodeAsync(StaffClient person, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders/send")
        {
            Content = JsonContent.Create(new { commandId = Guid.Empty, channel = "Takeaway", covers = 0 }),
        };
        request.Headers.Add("X-CSRF-TOKEN", token);
        var answer = await (await person.Http.SendAsync(request))
            .Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();
        return answer.TryGetProperty("code", out var code) ? code.GetString() : null;
    }
}
