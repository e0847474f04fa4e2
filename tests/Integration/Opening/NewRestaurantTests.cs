using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Opening.Pages;

namespace Restpy.IntegrationTests.Opening;

/// <summary>The operator's console opens restaurants; their owners join by an invitation.</summary>
public sealed class NewRestaurantTests(SharedProducts products)
{
    private const string Form = "form[method=post].form";

    [Theory, OnBothDatabases]
    public async Task A_restaurant_that_was_opened_has_its_menu_page_and_an_owner_who_joins(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var admin = await restpy.AsAsync(Admin);
        var shown = await admin.PageAsync(await OpenAsync(admin, "Route Seven"));
        Assert.Equal(HttpStatusCode.OK, (await restpy.Visitor().GetAsync("/r/route-seven")).StatusCode);
        var letters = await admin.PageAsync("/platform/mail");
        var link = new Uri(letters.QuerySelector("[data-letter='nour@route.example'] a")!.GetAttribute("href")!)
            .AbsolutePath;
        Assert.Contains("Nour", shown.Body!.TextContent, StringComparison.Ordinal);
        using var owner = new StaffClient(restpy.Address);
        Assert.Equal("/staff",
            await owner.SavedAsync(link, "form", new() { ["password"] = "the rice is always on time" }));
        Assert.Equal("/staff/start", (await owner.GetAsync("/staff")).Headers.Location!.ToString());
        Assert.Equal(1, await ActsAsync(restpy, "route-seven", "tenancy.restaurant-opened"));
    }

    [Theory, OnBothDatabases]
    public async Task A_repeated_command_opens_one_restaurant(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var admin = await restpy.AsAsync(Admin);
        var page = await admin.PageAsync("/platform/restaurants/new?Country=IN");
        var first = await admin.SubmitAsync(page, Form, Fields("Twice"), "/platform/restaurants/new?Country=IN");
        var second = await admin.SubmitAsync(page, Form, Fields("Twice"), "/platform/restaurants/new?Country=IN");
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(1, await ActsAsync(restpy, "twice", "tenancy.restaurant-opened"));
    }

    [Theory]
    [InlineData("Branch.TaxNumber", "27AAPFU0939F1ZX", "cannot be right")]
    [InlineData("Branch.TaxNumber", "", "cannot be right")]
    [InlineData("Branch.Region", "29", "first two digits")]
    [InlineData("Branch.FoodLicence", "123", "14 digits")]
    [InlineData("Slug", "spice-garden", "taken")]
    [InlineData("Slug", "No Spaces", "3 to 40 small letters")]
    [InlineData("OwnerEmail", "nobody", "")]
    [InlineData("Branch.TimeZone", "Mars/Olympus", "time zone")]
    [InlineData("Branch.CutOff", "13:00", "between 00:00 and 12:00")]
    [InlineData("Name", "\u200B", "Give the restaurant a name")]
    public async Task A_field_that_is_wrong_is_named_and_nothing_is_opened(string field, string value, string sentence)
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var admin = await restpy.AsAsync(Admin);
        var before = await CountAsync(restpy);
        var fields = Fields("Never");
        fields[field] = value;
        var answer = await admin.SubmitAsync(await admin.PageAsync("/platform/restaurants/new?Country=IN"), Form,
            fields, "/platform/restaurants/new?Country=IN");
        Assert.InRange((int)answer.StatusCode, 400, 409);
        Assert.Contains(sentence, (await PageClient.ParseAsync(answer)).QuerySelector(".errors")!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync(restpy));
    }

    [Fact]
    public async Task Only_the_operator_reaches_the_console()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        var owner = await restpy.AsAsync(Owner);
        Assert.Equal(HttpStatusCode.Forbidden, (await owner.GetAsync("/platform/restaurants/new")).StatusCode);
    }

    [Theory, OnBothDatabases]
    public async Task A_suspended_restaurant_settles_and_begins_nothing_new(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var waiter = await restpy.AsAsync(Waiter);
        var order = await OrderAsync(restpy, waiter);
        var (_, bill) = await waiter.CommandAsync($"/api/v1/orders/{order}/bill", new { });
        var admin = await restpy.AsAsync(Admin);
        var page =
            $"/platform/restaurants/{await restpy.InAsync("spice-garden", null, s => Task.FromResult(s.GetRequiredService<WorkScope>().Restaurant))}";
        await admin.SavedAsync(
            page, "form[action$=Suspend]", new() { ["Why"] = "unpaid since March" }, page + "?handler=Suspend");

        Assert.Equal(HttpStatusCode.Forbidden, (await TrySendAsync(restpy, waiter)).Status);
        var guest = await (await restpy.Visitor().GetAsync("/r/spice-garden")).Content.ReadAsStringAsync();
        Assert.Contains("not taking orders", guest, StringComparison.Ordinal);
        var due = bill.GetProperty("payableMinor").GetInt64();
        Assert.Equal(HttpStatusCode.OK,
            (await waiter.CommandAsync($"/api/v1/bills/{bill.GetProperty("billId").GetString()}/settle", new
            {
                tenders = new[] { new { kind = "Cash", amountMinor = due } },
            })).Status);

        await admin.SavedAsync(page, "form[action$=Reopen]", null, page + "?handler=Reopen");
        Assert.Equal(HttpStatusCode.OK, (await TrySendAsync(restpy, waiter)).Status);
        Assert.Equal((1, 1),
            (await ActsAsync(restpy, "spice-garden", "tenancy.restaurant-suspended"),
                await ActsAsync(restpy, "spice-garden", "tenancy.restaurant-reopened")));
    }

    internal static async Task<string> OpenAsync(StaffClient admin, string name) =>
        await admin.SavedAsync("/platform/restaurants/new?Country=IN", Form, Fields(name));

    private static Dictionary<string, string?> Fields(string name) => new()
    {
        ["Name"] = name, ["Language"] = "en", ["Languages"] = null, ["Branch.BranchName"] = "Pune",
        ["Branch.Address"] = "1 Market Street", ["Branch.TaxNumber"] = Gstin,
        ["OwnerName"] = "Nour", ["OwnerEmail"] = $"nour@{name.Split(' ')[0].ToLowerInvariant()}.example",
    };

    private static async Task<Guid> OrderAsync(TestProduct restpy, StaffClient waiter)
    {
        var (status, body) = await TrySendAsync(restpy, waiter);
        Assert.Equal(HttpStatusCode.OK, status);
        return body.GetProperty("orderId").GetGuid();
    }

    internal static async Task<(HttpStatusCode Status, System.Text.Json.JsonElement Body)> TrySendAsync(
        TestProduct restpy, StaffClient waiter, string channel = "Takeaway", Guid? dish = null)
    {
        dish ??= Guest.GuestTable.PlainOf(await Guest.GuestTable.MenuAsync(restpy, "spice-garden", "bengaluru")).Id;
        return await waiter.CommandAsync("/api/v1/orders/send", new
        {
            channel, covers = 0, lines = new[] { new
            {
                itemId = dish, quantity = 1, modifierIds = Array.Empty<Guid>(),
            } },
        });
    }

    private static Task<int> CountAsync(TestProduct restpy) =>
        restpy.InAsync("spice-garden", null,
            s => s.GetRequiredService<RestpyDb>().Set<Restpy.Tenancy.Restaurant>().CountAsync());
}
