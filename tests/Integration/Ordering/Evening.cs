using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor.Contract;
using Restpy.Floor.Contract.Questions;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Ordering;

/// <summary>
/// What the ordering tests share: a waiter of Bengaluru, dishes of its menu, its tables.
/// </summary>
internal sealed class Evening(TestProduct restpy, StaffClient waiter, BranchMenu menu)
{
    private static int _tables;

    public TestProduct Product => restpy;

    public StaffClient Waiter => waiter;

    public BranchMenu Menu => menu;

    public static async Task<Evening> OfAsync(TestProduct restpy)
    {
        var menu = await restpy.InAsync("spice-garden", "bengaluru", async s =>
            await s.GetRequiredService<MenuCache>()
                .OfAsync(s.GetRequiredService<WorkScope>().Restaurant, s.GetRequiredService<WorkScope>().Branch,
                    default));
        return new(restpy, await restpy.AsAsync("waiter@spice-garden.example"), menu);
    }

    /// <summary>A dish with nothing to choose, of one station.</summary>
    public MenuItem Plain(string station = "tandoor", int skip = 0) =>
        menu.Items.Values.Where(i => i.Station == station && i is { SoldOut: false, Left: null }
            && i.Variants.Count == 0 && i.Groups.All(g => g.Min == 0)).OrderBy(i => i.Code, StringComparer.Ordinal)
            .Skip(skip).First();

    private async Task<TableInfo> NextTableAsync()
    {
        var tables = await restpy.InAsync(
            "spice-garden", "bengaluru", s => s.GetRequiredService<Tables>().OfBranchAsync(default));
        return tables[Interlocked.Increment(ref _tables) % tables.Count];
    }

    /// <summary>A table nobody sits at.</summary>
    public async Task<TableInfo> FreeTableAsync()
    {
        for (var tries = 0; ; tries++)
        {
            Assert.True(tries < 100, "Somebody sits at every table.");
            var table = await NextTableAsync();
            if (!await restpy.InAsync("spice-garden", "bengaluru", async s =>
                (await s.GetRequiredService<RestpyDb>().TakenTablesAsync(default)).Contains(table.Id))) return table;
        }
    }

    public static object Line(MenuItem item, int quantity = 1, string note = "") =>
        new { itemId = item.Id, quantity, note };

    public Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(object body) =>
        waiter.CommandAsync("/api/v1/orders/send", body);

    public async Task<JsonElement> TakeawayAsync(params object[] lines)
    {
        var (status, body) = await SendAsync(new { channel = "Takeaway", covers = 0, lines });
        if (status != HttpStatusCode.OK) throw new InvalidOperationException(body.ToString());
        return body;
    }

    internal Task<List<OrderLine>> LinesAsync(Guid orderId) =>
        restpy.InAsync("spice-garden", "bengaluru",
            s => s.GetRequiredService<RestpyDb>().Set<OrderLine>().AsNoTracking().Where(l => l.OrderId == orderId)
            .OrderBy(l => l.Sort).ToListAsync());

    internal Task<Order> OrderAsync(Guid orderId) =>
        restpy.InAsync("spice-garden", "bengaluru",
            s => s.GetRequiredService<RestpyDb>().Set<Order>().AsNoTracking().SingleAsync(o => o.Id == orderId));

    internal Task<List<Kot>> KotsAsync(Guid orderId) =>
        restpy.InAsync("spice-garden", "bengaluru",
            s => s.GetRequiredService<RestpyDb>().Set<Kot>().AsNoTracking().Where(k => k.OrderId == orderId)
            .OrderBy(k => k.Number).ToListAsync());
}
