using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor.Contract;
using Restpy.Ordering;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Ordering;

/// <summary>Two tables become one, and two again.</summary>
public sealed class JoinTablesTests
{
    [Theory, OnBothDatabases]
    public async Task A_free_table_shows_the_order_that_was_spread_over_it_and_takes_its_rounds(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var (four, five) = await TwoFreeAsync(evening);
        var order = await SentAsync(evening, four, 1);
        Assert.Equal(HttpStatusCode.OK, (await JoinAsync(evening, order, five)).Status);
        Assert.Equal($"{four.Number}+{five.Number}", (await evening.OrderAsync(order)).Place);
        Assert.Equal(order, await SentAsync(evening, five, 1));
        var tiles = await evening.Waiter.PageAsync("/staff/floor?handler=Tiles");
        foreach (var table in new[] { four, five })
            Assert.Contains($"{four.Number}+{five.Number}", tiles.QuerySelector($"#tile-{table.Id}")!.TextContent);
        Assert.Empty(tiles.QuerySelectorAll($"#tile-{five.Id} .table-amount"));
        Assert.Equal(HttpStatusCode.OK, (await SeparateAsync(evening, order, five)).Status);
        Assert.Equal(four.Number, (await evening.OrderAsync(order)).Place);
        Assert.NotEqual(order, await SentAsync(evening, five, 1));
    }

    [Theory, OnBothDatabases]
    public async Task Two_orders_become_one_worth_both_and_come_apart_again(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var (four, five) = await TwoFreeAsync(evening);
        var (one, two) = (await SentAsync(evening, four, 1), await SentAsync(evening, five, 2));
        var price = evening.Plain().PriceMinor;
        Assert.Equal(HttpStatusCode.OK, (await JoinAsync(evening, one, five)).Status);
        var (joined, gone) = (await evening.OrderAsync(one), await evening.OrderAsync(two));
        Assert.Equal((price * 3, 4, 2), (joined.RunningMinor, joined.Covers, joined.Kots));
        Assert.Equal((one, false, 0), (gone.MergedInto, gone.IsOpen, gone.RunningMinor));
        Assert.Equal([1, 2], (await evening.LinesAsync(one)).Select(l => l.Quantity).Order());
        Assert.Empty(await evening.LinesAsync(two));
        // At joined tables the guests still sit where the ticket says.
        var cook = await restpy.AsAsync("kitchen@spice-garden.example");
        Assert.DoesNotContain("#transfer", await cook.Http.GetStringAsync("/staff/kitchen?handler=Tickets"));
        Assert.Equal(HttpStatusCode.OK, (await SeparateAsync(evening, one, five)).Status);
        var back = await evening.OrderAsync(two);
        Assert.Equal((true, price * 2, five.Id), (back.IsOpen, back.RunningMinor, back.OpenTableId!.Value));
        var left = await evening.OrderAsync(one);
        Assert.Equal((price, 2), (left.RunningMinor, left.Covers));
        Assert.Equal([2], (await evening.LinesAsync(two)).Select(l => l.Quantity));
    }

    [Theory, OnBothDatabases]
    public async Task When_the_order_is_over_both_tables_are_free(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var (four, five) = await TwoFreeAsync(evening);
        var order = await SentAsync(evening, four, 1);
        await JoinAsync(evening, order, five);
        var manager = await restpy.AsAsync("manager@spice-garden.example");
        await manager.CommandAsync($"/api/v1/orders/{order}/cancel", new { reason = "Guests left", dishes = true });
        var next = await SentAsync(evening, four, 1);
        Assert.NotEqual(next, await SentAsync(evening, five, 1));
        // And can become one again.
        Assert.Equal(HttpStatusCode.OK, (await JoinAsync(evening, next, five)).Status);
    }

    [Theory, OnBothDatabases]
    public async Task A_party_at_two_tables_joins_a_third_and_each_keeps_its_name_when_it_leaves(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var (four, five) = await TwoFreeAsync(evening);
        var (one, two) = (await SentAsync(evening, four, 1), await SentAsync(evening, five, 1));
        var six = await evening.FreeTableAsync();
        await JoinAsync(evening, two, six);
        await JoinAsync(evening, one, five);
        Assert.Equal($"{four.Number}+{five.Number}+{six.Number}", (await evening.OrderAsync(one)).Place);
        await SeparateAsync(evening, one, five);
        Assert.Equal($"{four.Number}+{six.Number}", (await evening.OrderAsync(one)).Place);
        Assert.Equal(five.Number, (await evening.OrderAsync(two)).Place);
        Assert.Equal(one, await SentAsync(evening, six, 1));
    }

    [Theory, OnBothDatabases]
    public async Task A_takeaway_an_unknown_table_and_one_that_is_joined_elsewhere_are_refused(
        DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var (four, five) = await TwoFreeAsync(evening);
        var away = (await evening.TakeawayAsync(Evening.Line(evening.Plain()))).GetProperty("orderId").GetGuid();
        Assert.Equal("OnlyTablesJoin", await CodeAsync(evening, away, five.Id));
        var order = await SentAsync(evening, four, 1);
        Assert.Equal("TableMissing", await CodeAsync(evening, order, Guid.CreateVersion7()));
        await JoinAsync(evening, order, five);
        var (six, _) = await TwoFreeAsync(evening);
        Assert.Equal("TableIsJoined", await CodeAsync(evening, await SentAsync(evening, six, 1), five.Id));
        var abroad = await restpy.AsAsync("waiter@maison-lumiere.example");
        Assert.Equal(HttpStatusCode.NotFound, (await abroad.CommandAsync(
            $"/api/v1/orders/{order}/separate", new { tableId = five.Id })).Status);
    }

    [Theory, OnBothDatabases]
    public async Task Joined_both_ways_at_once_there_is_one_order_with_everything_on_it(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var (four, five) = await TwoFreeAsync(evening);
        var (one, two) = (await SentAsync(evening, four, 3), await SentAsync(evening, five, 4));
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
            i % 2 == 0 ? JoinAsync(evening, one, five) : JoinAsync(evening, two, four)));
        Assert.Contains(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers, a => Assert.True((int)a.Status < 500, a.Body.ToString()));
        var (first, second) = (await evening.OrderAsync(one), await evening.OrderAsync(two));
        Assert.Single(new[] { first, second }, o => o.IsOpen);
        Assert.Equal(7, (await evening.LinesAsync(first.IsOpen ? one : two)).Sum(l => l.Quantity));
        Assert.Equal(evening.Plain().PriceMinor * 7, first.RunningMinor + second.RunningMinor);
    }

    [Theory, OnBothDatabases]
    public async Task Tables_stay_joined_once_a_part_of_their_bill_is_paid(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var evening = await Evening.OfAsync(restpy);
        var (four, five) = await TwoFreeAsync(evening);
        var order = await SentAsync(evening, four, 1);
        await SentAsync(evening, five, 1);
        await JoinAsync(evening, order, five);
        var cashier = await restpy.AsAsync("cashier@spice-garden.example");
        async Task<JsonElement> DoAsync(string url, object body)
        {
            var (done, answer) = await cashier.CommandAsync(url, body);
            Assert.True(done == HttpStatusCode.OK, answer.ToString());
            return answer;
        }
        var bill = (await DoAsync($"/api/v1/orders/{order}/bill", new { })).GetProperty("billId").GetGuid();
        await DoAsync($"/api/v1/bills/{bill}/split", new { ways = 2 });
        var due = (await cashier.JsonAsync($"/api/v1/bills/{bill}")).GetProperty("dueMinor").GetInt64();
        await DoAsync($"/api/v1/bills/{bill}/settle", new
        {
            tenders = new[] { new { kind = "Cash", amountMinor = due } },
        });
        var (status, why) = await SeparateAsync(evening, order, five);
        Assert.Equal((HttpStatusCode.Conflict, "OrderHoldsMoney"), (status, why.GetProperty("code").GetString()));
    }

    private static async Task<(TableInfo, TableInfo)> TwoFreeAsync(Evening evening)
    {
        var one = await evening.FreeTableAsync();
        while (true)
            if (await evening.FreeTableAsync() is var two && two.Id != one.Id) return (one, two);
    }

    private static async Task<Guid> SentAsync(Evening evening, TableInfo table, int quantity)
    {
        var (status, body) = await evening.SendAsync(new
        {
            tableId = table.Id, channel = "DineIn", covers = 2,
            lines = new[] { Evening.Line(evening.Plain(), quantity) },
        });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        return body.GetProperty("orderId").GetGuid();
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)> JoinAsync(
        Evening evening, Guid order, TableInfo table) =>
        evening.Waiter.CommandAsync($"/api/v1/orders/{order}/join", new { tableId = table.Id });

    private static Task<(HttpStatusCode Status, JsonElement Body)> SeparateAsync(
        Evening evening, Guid order, TableInfo table) =>
        evening.Waiter.CommandAsync($"/api/v1/orders/{order}/separate", new { tableId = table.Id });

    private static async Task<string?> CodeAsync(Evening evening, Guid order, Guid table) =>
        (await evening.Waiter.CommandAsync($"/api/v1/orders/{order}/join", new { tableId = table })).Body
            .GetProperty("code").GetString();
}
