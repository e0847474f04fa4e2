using System.Net;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Opening;

/// <summary>Restaurants sign up by themselves where the operator allows it, with a confirmed mailbox.</summary>
public sealed class SignUpTests(SharedProducts products)
{
    private static readonly Dictionary<string, string> On = new() { ["Restpy:SignUp"] = "true" };

    [Fact]
    public async Task Without_the_switch_there_is_no_sign_up()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        Assert.Equal(HttpStatusCode.NotFound, (await restpy.Visitor().GetAsync("/sign-up")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_confirmed_mailbox_opens_one_restaurant_and_its_owner_sets_a_password(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind, settings: On);
        var link = await AskAsync(restpy, "nour@route.example");
        using var owner = new StaffClient(restpy.Address);
        var fields = new Dictionary<string, string?>
        {
            ["Branch.BranchName"] = "Pune", ["Branch.TaxNumber"] = Pages.Gstin,
        };
        var join = await owner.SavedAsync(link, "form", fields);
        Assert.StartsWith("/join/", join, StringComparison.Ordinal);
        await owner.SavedAsync(join, "form", new() { ["password"] = "the rice is always on time" });
        Assert.Equal("/staff/start", (await owner.GetAsync("/staff")).Headers.Location!.ToString());
        // The link is used: it opens no second restaurant.
        using var second = restpy.Visitor();
        await second.RefusedAsync(link, "form", fields, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_link_that_was_changed_or_is_old_opens_nothing()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: On);
        var link = await AskAsync(restpy, "nour@route.example");
        Assert.Equal(HttpStatusCode.Gone, (await restpy.Visitor().GetAsync(link[..^2] + "AA")).StatusCode);
        restpy.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(HttpStatusCode.Gone, (await restpy.Visitor().GetAsync(link)).StatusCode);
    }

    [Fact]
    public async Task A_strangers_mailbox_is_not_flooded()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: On);
        using var visitor = restpy.Visitor();
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
            answers.Add((await visitor.SubmitAsync(
                await visitor.PageAsync("/sign-up"), "form", Fields("victim@mail.example"), "/sign-up")).StatusCode);
        Assert.InRange(answers.Count(a => a == HttpStatusCode.OK), 1, 4);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    private static Dictionary<string, string?> Fields(string email) =>
        new() { ["Restaurant"] = "Route Seven", ["Country"] = "IN", ["Name"] = "Nour", ["Email"] = email };

    private static async Task<string> AskAsync(TestProduct restpy, string email)
    {
        using var visitor = restpy.Visitor();
        var answer = await visitor.SubmitAsync(await visitor.PageAsync("/sign-up"), "form", Fields(email), "/sign-up");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var letters = await (await restpy.AsAsync(Pages.Admin)).PageAsync("/platform/mail");
        return new Uri(letters.QuerySelector($"[data-letter='{email}'] a")!.GetAttribute("href")!).PathAndQuery;
    }
}
