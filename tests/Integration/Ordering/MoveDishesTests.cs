using System.Net;
using System.Text.Json;
using Restpy.Ordering;
using Restpy.Ordering.Contract;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Ordering;

/// <summary>Single dishes go from one order to another; nothing is lost, doubled or cooked again.</summary>
public sealed class MoveDishesTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task Some_pieces_go_to_another_order_and_both_are_worth_what_is_on_them(DatabaseKind kind)
    {
        var evening = await Evening.OfAsync(await products.OnAsync(kind));
        var (from, to) = (await SentAsync(evening, 3), await SentAsync(evening, 1));
        var line = (await evening.LinesAsync(from))[0];
        var (status, _) = await MoveAsync(evening, from, to, (line.Id, 2));
        Assert.Equal(HttpStatusCode.OK, status);
        var (left, came) = (await evening.LinesAsync(from), await evening.LinesAsync(to));
        Assert.Equal([1], left.Select(l => l.Quantity));
        Assert.Equal([1, 2], came.Select(l => l.Quantity).Order());
        Assert.Equal(left.Sum(l => l.ValueMinor), (await evening.OrderAsync(from)).RunningMinor);
        Assert.Equal(came.Sum(l => l.ValueMinor), (await evening.OrderAsync(to)).RunningMinor);
        Assert.Single(await evening.KotsAsync(to));
    }

    [Theory, OnBothDatabases]
    public async Task A_whole_dish_begins_an_order_of_its_own_and_the_kitchen_reads_where_it_goes(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var from = await SentAsync(evening, 2);
        var line = (await evening.LinesAsync(from))[0];
        var (_, body) = await evening.Waiter.CommandAsync($"/api/v1/orders/{from}/dishes/move",
            new { dishes = new[] { new { lineId = line.Id, quantity = 2 } } });
        var to = body.GetProperty("orderId").GetGuid();
        var own = await evening.OrderAsync(to);
        Assert.Equal((OrderChannel.Takeaway, line.ValueMinor), (own.Channel, own.RunningMinor));
        Assert.Equal(0, (await evening.OrderAsync(from)).RunningMinor);
        Assert.Equal(line.KotId, Assert.Single(await evening.LinesAsync(to)).KotId);
        var cook = await restpy.AsAsync("kitchen@spice-garden.example");
        var board = await cook.PageAsync("/staff/kitchen?handler=Tickets");
        Assert.Contains(own.Place, board.QuerySelector($"#line-{line.Id} .kot-note")!.TextContent);
        // Finished, it is carried to where it went.
        await cook.CommandAsync($"/api/v1/kots/{line.KotId}/bump", new { });
        Assert.Contains($"order={to}", await evening.Waiter.Http.GetStringAsync("/staff/signals?handler=Bar"));
        Assert.Contains("data-kot-state=\"ready\"",
            await evening.Waiter.Http.GetStringAsync($"/staff/pad?handler=Sent&order={to}"));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_not_there_is_not_moved_and_nothing_changes(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var (from, to) = (await SentAsync(evening, 2), await SentAsync(evening, 1));
        var line = (await evening.LinesAsync(from))[0].Id;
        Assert.Equal("NotSoMany", await CodeAsync(evening, from, to, (line, 3)));
        Assert.Equal("NotSoMany", await CodeAsync(evening, from, to, (line, 0)));
        Assert.Equal("NoDishChosen", await CodeAsync(evening, from, to));
        Assert.Equal("NoDishChosen", await CodeAsync(evening, from, to, (line, 1), (line, 1)));
        Assert.Equal("SameOrder", await CodeAsync(evening, from, from, (line, 1)));
        Assert.Equal(HttpStatusCode.NotFound, (await MoveAsync(evening, to, from, (line, 1))).Status);
        var abroad = await restpy.AsAsync("waiter@maison-lumiere.example");
        Assert.Equal(HttpStatusCode.NotFound, (await abroad.CommandAsync($"/api/v1/orders/{from}/dishes/move",
            new { dishes = new[] { new { lineId = line, quantity = 1 } } })).Status);
        Assert.Equal([2], (await evening.LinesAsync(from)).Select(l => l.Quantity));
        Assert.Equal([1], (await evening.LinesAsync(to)).Select(l => l.Quantity));
    }

    [Theory, OnBothDatabases]
    public async Task Moved_there_and_back_at_once_by_many_no_piece_is_lost_or_doubled(DatabaseKind kind)
    {
        var evening = await Evening.OfAsync(await products.OnAsync(kind));
        var (one, two) = (await SentAsync(evening, 10), await SentAsync(evening, 10));
        var (first, second) = ((await evening.LinesAsync(one))[0], (await evening.LinesAsync(two))[0]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => i % 2 == 0
            ? MoveAsync(evening, one, two, (first.Id, 1)) : MoveAsync(evening, two, one, (second.Id, 1))));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        var (here, there) = (await evening.LinesAsync(one), await evening.LinesAsync(two));
        Assert.Equal((10, 10), (here.Sum(l => l.Quantity), there.Sum(l => l.Quantity)));
        Assert.Equal(first.UnitPriceMinor * 20,
            (await evening.OrderAsync(one)).RunningMinor + (await evening.OrderAsync(two)).RunningMinor);
    }

    private static async Task<Guid> SentAsync(Evening evening, int quantity) =>
        (await evening.TakeawayAsync(Evening.Line(evening.Plain(), quantity))).GetProperty("orderId").GetGuid();

    private static Task<(HttpStatusCode Status, JsonElement Body)> MoveAsync(
        Evening evening, Guid from, Guid to, params (Guid Line, int Quantity)[] dishes) =>
        evening.Waiter.CommandAsync($"/api/v1/orders/{from}/dishes/move", new
        {
            toOrderId = to, dishes = dishes.Select(d => new { lineId = d.Line, quantity = d.Quantity }),
        });

    private static async Task<string?> CodeAsync(
        Evening evening, Guid from, Guid to, params (Guid Line, int Quantity)[] dishes) =>
        (await MoveAsync(evening, from, to, dishes)).Body.GetProperty("code").GetString();
}
