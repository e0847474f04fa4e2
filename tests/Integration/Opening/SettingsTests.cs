using System.Net;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Opening.Pages;

namespace Restpy.IntegrationTests.Opening;

/// <summary>
/// Owners change their restaurant and its branches; each change is checked, logged, and in force at once.
/// </summary>
public sealed class SettingsTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task A_changed_name_stands_on_the_guests_menu(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        await owner.SavedAsync("/staff/settings", "main form.form", new() { ["Name"] = "Spice Garden Reborn" });
        Assert.Contains("Spice Garden Reborn",
            await (await restpy.Visitor().GetAsync("/r/spice-garden")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        Assert.Equal(1, await ActsAsync(restpy, "spice-garden", "tenancy.restaurant-changed"));
    }

    [Theory]
    [InlineData("IdleMinutes", "61", "1 to 60 minutes")]
    [InlineData("SharedIdleMinutes", "9", "1 to 8 minutes")]
    [InlineData("Name", "", "Give the restaurant a name")]
    [InlineData("Language", "xx", "menu language")]
    public async Task A_setting_out_of_range_is_refused(string field, string value, string sentence)
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var owner = await restpy.AsAsync(Owner);
        var page = await owner.RefusedAsync("/staff/settings", "main form.form", new() { [field] = value });
        Assert.Contains(sentence, page.QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnBothDatabases]
    public async Task A_shorter_idle_limit_ends_sessions_after_it(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        await owner.SavedAsync("/staff/settings", "main form.form", new()
        {
            ["IdleMinutes"] = "60", ["SharedIdleMinutes"] = "2",
        });
        using var waiter = await restpy.SignInAsync(Waiter);
        restpy.Clock.Advance(TimeSpan.FromSeconds(110));
        Assert.Equal(HttpStatusCode.OK, (await waiter.GetAsync("/staff/floor")).StatusCode);
        restpy.Clock.Advance(TimeSpan.FromSeconds(130));
        Assert.StartsWith("/sign-in", (await waiter.GetAsync("/staff/floor")).Headers.Location?.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manager_changes_their_branch_and_not_the_restaurant()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var manager = await restpy.AsAsync(Manager);
        Assert.Equal(HttpStatusCode.Forbidden, (await manager.GetAsync("/staff/settings")).StatusCode);
        Assert.Equal(HttpStatusCode.OK,
            (await manager.GetAsync(
                $"/staff/settings/branches/{await BranchAsync(restpy, "spice-garden", "bengaluru")}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await manager.GetAsync($"/staff/settings/branches/{await BranchAsync(restpy, "spice-garden", "mumbai")}"))
            .StatusCode);
        Assert.Equal(HttpStatusCode.NotFound,
            (await manager.GetAsync($"/staff/settings/branches/{await BranchAsync(restpy, "maison-lumiere", "lyon")}"))
            .StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_branch_takes_the_tenders_it_has_chosen_and_no_other(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var owner = await restpy.AsAsync(Owner);
        var page = $"/staff/settings/branches/{await BranchAsync(restpy, "spice-garden", "bengaluru")}/service";
        await owner.SavedAsync(page, "main form.form", new() { ["Tenders"] = "Cash" });
        var waiter = await restpy.AsAsync(Waiter);
        var (_, sent) = await NewRestaurantTests.TrySendAsync(restpy, waiter);
        var (_, bill) = await waiter.CommandAsync(
            $"/api/v1/orders/{sent.GetProperty("orderId").GetString()}/bill", new { });
        var url = $"/api/v1/bills/{bill.GetProperty("billId").GetString()}/settle";
        var due = bill.GetProperty("payableMinor").GetInt64();
        var (refused, why) = await waiter.CommandAsync(url, new
        {
            tenders = new[] { new { kind = "Upi", amountMinor = due } },
        });
        Assert.Equal(HttpStatusCode.BadRequest, refused);
        Assert.Contains("does not take", why.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await waiter.CommandAsync(url, new
        {
            tenders = new[] { new { kind = "Cash", amountMinor = due } },
        })).Status);
    }

    [Fact]
    public async Task Upi_is_offered_in_India_alone()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var owner = await restpy.AsAsync("owner@maison-lumiere.example");
        var page = await owner.PageAsync(
            $"/staff/settings/branches/{await BranchAsync(restpy, "maison-lumiere", "lyon")}/service");
        Assert.Empty(page.QuerySelectorAll("input[value=Upi]"));
        Assert.NotEmpty(page.QuerySelectorAll("input[value=Card]"));
    }

    [Theory, OnBothDatabases]
    public async Task A_branch_that_is_opened_like_another_has_its_stations_and_prices(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var owner = await restpy.SignInAsync(Owner);
        var bengaluru = await BranchAsync(restpy, "spice-garden", "bengaluru");
        var to = await owner.SavedAsync("/staff/settings/branches/new", "main form.form", new()
        {
            ["Branch.BranchName"] = "Pune", ["Branch.Region"] = "27", ["Branch.TaxNumber"] = Gstin,
            ["Like"] = bengaluru.ToString(),
        });
        Assert.Contains("/hours", to, StringComparison.Ordinal);
        var stations = await owner.PageAsync("/staff/kitchen/stations?branch=pune");
        var like = await owner.PageAsync("/staff/kitchen/stations?branch=bengaluru");
        Assert.Equal(Names(like), Names(stations));
        Assert.Equal(1, await ActsAsync(restpy, "spice-garden", "tenancy.branch-opened"));

        static IEnumerable<string?> Names(AngleSharp.Html.Dom.IHtmlDocument page) =>
            page.QuerySelectorAll("input[name$='[en]']").Select(i => i.GetAttribute("value"));
    }

    [Theory, OnBothDatabases]
    public async Task A_branch_with_open_business_is_not_closed(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        using var owner = await restpy.SignInAsync(Owner);
        var page = $"/staff/settings/branches/{await BranchAsync(restpy, "spice-garden", "bengaluru")}";
        await NewRestaurantTests.TrySendAsync(restpy, await restpy.AsAsync(Waiter));
        var answer = await owner.SubmitAsync(await owner.PageAsync(page), "#close", null, page + "?handler=Close");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var mumbai = $"/staff/settings/branches/{await BranchAsync(restpy, "spice-garden", "mumbai")}";
        await owner.SavedAsync(mumbai, "#close", null, mumbai + "?handler=Close");
        Assert.DoesNotContain("Mumbai", (await restpy.Visitor().PageAsync("/r/spice-garden")).Body!.TextContent,
            StringComparison.Ordinal);
    }
}
