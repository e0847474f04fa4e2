using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Opening;

/// <summary>The first-run guide of a new owner: each step can be done, skipped, or left for later.</summary>
public sealed class GuideTests
{
    [Theory, OnBothDatabases]
    public async Task Steps_are_done_by_doing_them_and_skipped_by_saying_so(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var owner = await OwnerAsync(restpy);
        Assert.Equal("open", await StateAsync(owner, "menu"));
        await owner.SavedAsync("/staff/menu/start", "#use-sample", null, "/staff/menu/start?handler=Sample");
        Assert.Equal("done", await StateAsync(owner, "menu"));
        await owner.SavedAsync("/staff/start", "[data-step=people] form", null, "/staff/start?handler=Mark");
        Assert.Equal("skipped", await StateAsync(owner, "people"));
        await owner.SavedAsync("/staff/start", "form[action$=Close]", null, "/staff/start?handler=Close");
        Assert.NotEqual("/staff/start", (await owner.GetAsync("/staff")).Headers.Location!.ToString());
    }

    [Theory, OnBothDatabases]
    public async Task Tables_of_several_areas_are_numbered_through(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var owner = await OwnerAsync(restpy);
        await owner.SavedAsync("/staff/tables/start", "main form.stack", new()
        {
            ["Areas[0].Area"] = "Hall", ["Areas[0].Tables"] = "3", ["Areas[1].Area"] = "Garden",
            ["Areas[1].Tables"] = "2", ["Areas[1].Seats"] = "6",
        });
        var tables = (await owner.PageAsync("/staff/tables")).QuerySelectorAll("th[scope=row]")
            .Select(t => t.TextContent.Trim()).ToList();
        Assert.Equal(["Table 1", "Table 2", "Table 3", "Table 4", "Table 5"], tables);
    }

    /// <summary>The owner of a restaurant that was opened a moment ago.</summary>
    private static async Task<StaffClient> OwnerAsync(TestProduct restpy)
    {
        var admin = await restpy.AsAsync(Pages.Admin);
        await NewRestaurantTests.OpenAsync(admin, "Route Seven");
        var letters = await admin.PageAsync("/platform/mail");
        var link = new Uri(letters.QuerySelector("[data-letter='nour@route.example'] a")!.GetAttribute("href")!)
            .AbsolutePath;
        var owner = new StaffClient(restpy.Address);
        await owner.SavedAsync(link, "form", new() { ["password"] = "the rice is always on time" });
        return owner;
    }

    private static async Task<string?> StateAsync(StaffClient owner, string step) =>
        (await owner.PageAsync("/staff/start")).QuerySelector($"[data-step={step}]")!.GetAttribute("data-state");
}
