using System.Net;
using Restpy.IntegrationTests.Guest;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Opening.Pages;

namespace Restpy.IntegrationTests.Opening;

/// <summary>Opening hours and the pause: guests see them, and order within them.</summary>
public sealed class HoursTests
{
    [Theory, OnBothDatabases]
    public async Task A_guest_cannot_order_while_the_branch_is_closed(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var page = await PageAsync(restpy);
        var local = restpy.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(5.5));
        var opens = local.AddHours(2);
        await SetAsync(restpy, page, $"{opens:HH}:00-{opens.AddHours(1):HH}:00");
        Assert.Contains($"{opens:HH}:00", await MenuAsync(restpy), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await TryBasketAsync(restpy));
        await SetAsync(restpy, page, $"{local:HH}:00-{local.AddHours(2):HH}:00");
        Assert.Equal(HttpStatusCode.Redirect, await TryBasketAsync(restpy));
    }

    [Theory, OnBothDatabases]
    public async Task A_pause_ends_by_itself(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        Assert.Equal(HttpStatusCode.OK,
            (await manager.CommandAsync("/api/v1/branch/pause", new { minutes = 15 })).Status);
        Assert.Contains("very busy", await MenuAsync(restpy), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await TryBasketAsync(restpy));
        restpy.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(HttpStatusCode.Redirect, await TryBasketAsync(restpy));
    }

    [Fact]
    public async Task A_waiter_cannot_pause_and_a_pause_of_two_days_is_refused()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await (await restpy.AsAsync(Waiter)).CommandAsync("/api/v1/branch/pause", new { minutes = 15 })).Status);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await (await restpy.AsAsync(Manager)).CommandAsync("/api/v1/branch/pause", new { minutes = 2880 }))
            .Status);
    }

    [Theory]
    [InlineData("Days[0]", "noon to three", "cannot be read")]
    [InlineData("Days[1]", "12:00-15:00, 14:00-16:00", "overlap")]
    [InlineData("Dates", "Christmas closed", "cannot be read")]
    public async Task Hours_that_cannot_be_read_are_refused(string field, string value, string sentence)
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        var manager = await restpy.AsAsync(Manager);
        var page = await manager.RefusedAsync(await PageAsync(restpy), "#hours", new() { [field] = value });
        Assert.Contains(sentence, page.QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<string> PageAsync(TestProduct restpy) =>
        $"/staff/settings/branches/{await BranchAsync(restpy, "spice-garden", "bengaluru")}/hours";

    private static async Task SetAsync(TestProduct restpy, string page, string everyDay) =>
        await (await restpy.AsAsync(Manager))
            .SavedAsync(page, "#hours", Enumerable.Range(0, 7).ToDictionary(d => $"Days[{d}]", _ => (string?)everyDay));

    private static async Task<string> MenuAsync(TestProduct restpy) =>
        (await restpy.Visitor().PageAsync("/r/spice-garden")).Body!.TextContent;

    private static async Task<HttpStatusCode> TryBasketAsync(TestProduct restpy)
    {
        using var guest = restpy.Visitor();
        var dish = GuestTable.PlainOf(await GuestTable.MenuAsync(restpy, "spice-garden", "bengaluru"));
        var page = await guest.PageAsync($"/r/spice-garden/dish/{dish.Id}");
        if (page.QuerySelector("form[method=post]") is null) return HttpStatusCode.Conflict;
        return (await guest.SubmitAsync(page, "form[method=post]", new() { ["quantity"] = "1" })).StatusCode;
    }
}
