using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor.Contract;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Ordering;

/// <summary>Guests change their table, sit down with a takeaway, or take away what they ordered at a table.</summary>
public sealed class MoveOrderTests
{
    [Theory, OnBothDatabases]
    public async Task Its_dishes_tickets_and_place_go_along_and_the_old_table_is_free(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (evening, from, to, order) = await SeatedAsync(restpy);
        var (status, body) = await MoveAsync(evening, order, to.Id);
        Assert.Equal((HttpStatusCode.OK, order), (status, body.GetProperty("orderId").GetGuid()));
        var moved = await evening.OrderAsync(order);
        Assert.Equal((to.Id, to.Id, to.Number), (moved.TableId, moved.OpenTableId, moved.Place));
        Assert.All(await evening.KotsAsync(order), k => Assert.Equal(to.Number, k.Place));
        var tiles = await evening.Waiter.Http.GetStringAsync("/staff/floor?handler=Tiles");
        Assert.Contains($"id=\"tile-{to.Id}\" data-state=\"running\"", tiles);
        Assert.Contains($"id=\"tile-{from.Id}\" data-state=\"free\"", tiles);
        // Whoever sits down there now gets an order of their own.
        var (_, next) = await evening.SendAsync(Round(evening, from));
        Assert.NotEqual(order, next.GetProperty("orderId").GetGuid());
    }

    [Theory, OnBothDatabases]
    public async Task A_round_kept_on_a_tablet_reaches_the_guests_where_they_sit_now(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (evening, from, to, order) = await SeatedAsync(restpy);
        await MoveAsync(evening, order, to.Id);
        var (status, body) = await evening.SendAsync(new
        {
            orderId = order, tableId = from.Id, channel = "DineIn", covers = 3,
            lines = new[] { Evening.Line(evening.Plain("curry")) },
        });
        Assert.Equal((HttpStatusCode.OK, order), (status, body.GetProperty("orderId").GetGuid()));
        Assert.Equal(2, (await evening.LinesAsync(order)).Count);
        Assert.Equal(to.Number, (await evening.KotsAsync(order))[^1].Place);
    }

    [Theory, OnBothDatabases]
    public async Task A_table_where_somebody_sits_a_closed_order_and_another_restaurants_are_refused(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (evening, from, to, order) = await SeatedAsync(restpy);
        await evening.SendAsync(Round(evening, to));
        Assert.Equal("TableHasOrder", await CodeAsync(evening, order, to.Id));
        Assert.Equal("TableMissing", await CodeAsync(evening, order, Guid.CreateVersion7()));
        Assert.Equal(from.Number, (await evening.OrderAsync(order)).Place);
        var abroad = await restpy.AsAsync("waiter@maison-lumiere.example");
        Assert.Equal(HttpStatusCode.NotFound,
            (await abroad.CommandAsync($"/api/v1/orders/{order}/move", new { tableId = (Guid?)null })).Status);
        var cook = await restpy.AsAsync("kitchen@spice-garden.example");
        Assert.Equal(HttpStatusCode.Forbidden,
            (await cook.CommandAsync($"/api/v1/orders/{order}/move", new { tableId = (Guid?)null })).Status);
        var manager = await restpy.AsAsync("manager@spice-garden.example");
        await manager.CommandAsync($"/api/v1/orders/{order}/cancel", new { reason = "Guests left", dishes = true });
        Assert.Equal("OrderIsClosed", await CodeAsync(evening, order, null));
    }

    [Theory, OnBothDatabases]
    public async Task What_is_taken_away_is_taxed_so_and_a_takeaway_can_sit_down(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (evening, from, to, order) = await SeatedAsync(restpy);
        await MoveAsync(evening, order, null);
        var away = await evening.OrderAsync(order);
        Assert.Equal((OrderChannel.Takeaway, null, away.Number.ToString()),
            (away.Channel, away.OpenTableId, away.Place));
        Assert.All(await evening.KotsAsync(order), k => Assert.Equal(OrderChannel.Takeaway, k.Channel));
        await MoveAsync(evening, order, to.Id);
        var seated = await evening.OrderAsync(order);
        Assert.Equal((OrderChannel.DineIn, to.Id, to.Number), (seated.Channel, seated.OpenTableId, seated.Place));
        Assert.NotEqual(from.Id, seated.OpenTableId);
    }

    [Theory, OnBothDatabases]
    public async Task It_is_logged_and_told_once_however_often_the_command_comes(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (evening, from, to, order) = await SeatedAsync(restpy);
        var body = new { commandId = Guid.CreateVersion7(), tableId = to.Id };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => evening.Waiter.CommandAsync($"/api/v1/orders/{order}/move", body)));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        var (entries, events) = await restpy.InAsync("spice-garden", "bengaluru", async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            return (await db.Set<AuditEntry>().AsNoTracking().Where(e => e.Action == "order.moved").ToListAsync(),
                await db.Set<OutboxEvent>().CountAsync(e => e.Kind == "OrderMoved" && e.SubjectId == order));
        });
        Assert.Equal(1, events);
        Assert.Contains($"{from.Number} →", Assert.Single(entries).ObjectLabel);
    }

    [Theory, OnBothDatabases]
    public async Task Of_two_orders_that_move_to_one_table_at_once_one_gets_it(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var (evening, _, to, first) = await SeatedAsync(restpy);
        var others = new List<Guid> { first };
        for (var i = 0; i < 3; i++)
        {
            var (_, body) = await evening.SendAsync(Round(evening, await OtherAsync(evening, to)));
            others.Add(body.GetProperty("orderId").GetGuid());
        }
        var answers = await Task.WhenAll(others.Select(o => MoveAsync(evening, o, to.Id)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(3, answers.Count(a => a.Status == HttpStatusCode.Conflict));
    }

    private static async Task<(Evening Evening, TableInfo From, TableInfo To, Guid Order)> SeatedAsync(
        TestProduct restpy)
    {
        var evening = await Evening.OfAsync(restpy);
        var from = await evening.FreeTableAsync();
        var to = await OtherAsync(evening, from);
        var (_, body) = await evening.SendAsync(Round(evening, from));
        return (evening, from, to, body.GetProperty("orderId").GetGuid());
    }

    /// <summary>A table nobody sits at, other than this one.</summary>
    private static async Task<TableInfo> OtherAsync(Evening evening, TableInfo than)
    {
        while (true)
            if (await evening.FreeTableAsync() is var table && table.Id != than.Id) return table;
    }

    private static object Round(Evening evening, TableInfo table) => new
    {
        tableId = table.Id, channel = "DineIn", covers = 2, lines = new[] { Evening.Line(evening.Plain()) },
    };

    private static Task<(HttpStatusCode Status, JsonElement Body)> MoveAsync(
        Evening evening, Guid order, Guid? table) =>
        evening.Waiter.CommandAsync($"/api/v1/orders/{order}/move", new { tableId = table });

    private static async Task<string?> CodeAsync(Evening evening, Guid order, Guid? table) =>
        (await MoveAsync(evening, order, table)).Body.GetProperty("code").GetString();
}
