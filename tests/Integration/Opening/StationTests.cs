using System.Net;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Opening.Pages;

namespace Restpy.IntegrationTests.Opening;

/// <summary>Kitchen stations are added, renamed, timed and retired; dishes name existing ones only.</summary>
public sealed class StationTests
{
    private const string Page = "/staff/kitchen/stations?branch=bengaluru";
    private const string Form = "main form.stack";

    [Theory, OnBothDatabases]
    public async Task A_station_that_is_added_gets_a_board_and_can_be_chosen_for_a_dish(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        var before = await ActsAsync(restpy, "spice-garden", "kitchen.station-opened");
        var rows = (await manager.PageAsync(Page)).QuerySelectorAll("input[name$='[en]']").Length;
        await manager.SavedAsync(Page, Form, new()
        {
            [$"Rows[{rows - 2}].Name[en]"] = "Juice bar", [$"Rows[{rows - 2}].Warn"] = "2",
            [$"Rows[{rows - 2}].Late"] = "4",
        });
        Assert.Equal(HttpStatusCode.OK, (await manager.GetAsync("/staff/kitchen?station=juice-bar")).StatusCode);
        var dish = await manager.PageAsync("/staff/menu/items/new");
        Assert.Contains(dish.QuerySelectorAll("#station option"), o => o.GetAttribute("value") == "juice-bar");
        Assert.Equal(before + 1, await ActsAsync(restpy, "spice-garden", "kitchen.station-opened"));
    }

    [Theory, OnBothDatabases]
    public async Task A_retired_station_leaves_the_board_and_its_dishes_are_pointed_out(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var manager = await restpy.AsAsync(Manager);
        await manager.SavedAsync(Page, Form, new() { ["Rows[0].Retired"] = "true" });
        var menu = await manager.PageAsync("/staff/menu");
        Assert.Contains("kitchen station", menu.QuerySelector(".flash[data-tone=warning]")!.TextContent,
            StringComparison.Ordinal);
        Assert.Equal(1, await ActsAsync(restpy, "spice-garden", "kitchen.station-retired"));
    }

    [Theory]
    [InlineData("Rows[0].Late", "3", "Soon late comes before late")]
    [InlineData("Rows[0].Name[en]", "", "Give each station a name")]
    public async Task A_station_with_a_wrong_field_is_refused(string field, string value, string sentence)
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        var manager = await restpy.AsAsync(Manager);
        var page = await manager.RefusedAsync(Page, Form, new() { [field] = value });
        Assert.Contains(sentence, page.QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dish_at_an_unknown_station_is_refused()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        var manager = await restpy.AsAsync(Manager);
        var fields = new Dictionary<string, string?>
        {
            ["Form.Name[en]"] = "Ice", ["Form.Code"] = "ICE1", ["Form.Diet"] = "veg", ["Form.Price"] = "10",
            ["Form.Station"] = "the-moon",
        };
        var page = await manager.RefusedAsync("/staff/menu/items/new", "main form.form", fields);
        Assert.Contains("no kitchen station “the-moon”", page.QuerySelector(".errors")!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_station_stays()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        var manager = await restpy.AsAsync(Manager);
        var before = await ActsAsync(restpy, "spice-garden", "kitchen.station-opened");
        var rows = (await manager.PageAsync(Page)).QuerySelectorAll("input[type=checkbox][name$=Retired]").Length;
        await manager.RefusedAsync(Page, Form,
            Enumerable.Range(0, rows).ToDictionary(i => $"Rows[{i}].Retired", _ => (string?)"true"),
            HttpStatusCode.Conflict);
    }
}
