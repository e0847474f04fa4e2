using Restpy.Ordering.Contract;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Pricing;
using Restpy.Floor;
using Restpy.Floor.AddTables;
using Restpy.Menu.Contract;
using Restpy.Ordering;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;
using Restpy.TestSupport;
using BasketLine = Restpy.Ordering.BasketLine;

namespace Restpy.IntegrationTests.Guest;

/// <summary>A table of its own for one test, with its QR code, and phones that stand at it.</summary>
internal sealed class GuestTable(
    TestProduct restpy, string slug, string branch, Guid tableId, string token, BranchMenu menu)
{
    private static int _number;
    private readonly List<PageClient> _phones = [];

    public string Root => "/t/" + token;

    public string Token => token;

    public Guid TableId => tableId;

    public BranchMenu Menu => menu;

    public static async Task<GuestTable> OfAsync(
        TestProduct restpy, string slug = "spice-garden", string branch = "bengaluru")
    {
        var number = $"G{Interlocked.Increment(ref _number)}";
        var (table, token) = await restpy.InAsync(slug, branch, async s =>
        {
            var db = s.GetRequiredService<RestpyDb>();
            var area = await db.Set<Area>().OrderByDescending(a => a.Sort).FirstAsync();
            var added = await s.GetRequiredService<AddTablesHandler>().HandleAsync(new(area.Id, number, 4), default);
            if (!added.Ok) throw new InvalidOperationException(added.Error.Code);
            var row = await db.Set<Table>().AsNoTracking().SingleAsync(t => t.Number == number && t.OutOfUseAt == null);
            var code = await db.Set<TableCode>().AsNoTracking().SingleAsync(c => c.TableId == row.Id);
            return (row.Id, s.GetRequiredService<CodeTokens>().Make(db.Scope.Restaurant, code.Id));
        });
        return new(restpy, slug, branch, table, token, await MenuAsync(restpy, slug, branch));
    }

    public static Task<BranchMenu> MenuAsync(TestProduct restpy, string slug, string branch) =>
        restpy.InAsync(slug, branch, async s =>
        await s.GetRequiredService<MenuCache>()
            .OfAsync(s.GetRequiredService<WorkScope>().Restaurant, s.GetRequiredService<WorkScope>().Branch, default));

    /// <summary>A dish with nothing to choose.</summary>
    public MenuItem Plain(int skip = 0) => PlainOf(menu, skip);

    public static MenuItem PlainOf(BranchMenu menu, int skip = 0) =>
        menu.Items.Values.Where(i => i is { SoldOut: false, Left: null, Variants.Count: 0, Groups.Count: 0 })
            .OrderBy(i => i.Code, StringComparer.Ordinal).Skip(skip).First();

    public PageClient Phone()
    {
        var phone = restpy.Visitor();
        _phones.Add(phone);
        return phone;
    }

    /// <summary>How many pieces the baskets of this test's phones hold.</summary>
    public Task<int> PiecesAsync()
    {
        var keys = _phones.Select(p => p.Cookies.GetCookies(restpy.Address)["guest"]?.Value).OfType<string>()
            .Select(c => GuestCookie.SessionOf(c).ToString("N")).ToList();
        return InAsync(db => db.Set<BasketLine>().Where(l => keys.Contains(l.GuestKey)).SumAsync(l => l.Quantity));
    }

    /// <summary>Puts a dish into the basket as a guest does: its page, its form.</summary>
    public static async Task<HttpResponseMessage> AddAsync(
        PageClient phone, string root, MenuItem dish, Dictionary<string, string?>? fields = null)
    {
        var page = await phone.PageAsync($"{root}/dish/{dish.Id}");
        return await phone.SubmitAsync(page, "form", fields);
    }

    public async Task AddAsync(PageClient phone, MenuItem dish, int quantity = 1)
    {
        var answer = await AddAsync(phone, Root, dish, new() { ["quantity"] = $"{quantity}" });
        if (answer.StatusCode != HttpStatusCode.Redirect)
            throw new InvalidOperationException($"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Orders what is in the basket with the form of the basket's page.</summary>
    public async Task<HttpResponseMessage> PlaceAsync(PageClient phone, Dictionary<string, string?>? fields = null)
    {
        var page = await phone.PageAsync(Root + "/basket");
        return await phone.SubmitAsync(page, $"form[action='{Root}/basket']", fields);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> OrderAsync(HttpClient client, object body)
    {
        var answer = await client.PostAsJsonAsync($"/api/v1/guest/{token}/orders", body);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    public Task<List<Order>> OrdersAsync() =>
        InAsync(db => db.Set<Order>().AsNoTracking().Where(o => o.TableId == tableId).ToListAsync());

    public Task<List<OrderLine>> LinesAsync() => InAsync(async db =>
    {
        var orders = await db.Set<Order>().Where(o => o.TableId == tableId).Select(o => o.Id).ToListAsync();
        return await db.Set<OrderLine>().AsNoTracking().Where(l => orders.Contains(l.OrderId)).ToListAsync();
    });

    public Task<T> InAsync<T>(Func<RestpyDb, Task<T>> ask) =>
        restpy.InAsync(slug, branch, s => ask(s.GetRequiredService<RestpyDb>()));

    /// <summary>A person of the restaurant says yes to the order that waits.</summary>
    public async Task ApproveAsync()
    {
        var order = (await OrdersAsync()).Single(o => o.IsOpen);
        var waiter = await restpy.AsAsync("waiter@spice-garden.example");
        var (status, body) = await waiter.CommandAsync($"/api/v1/orders/{order.Id}/approve", new { accept = true });
        if (status != HttpStatusCode.OK) throw new InvalidOperationException(body.ToString());
    }

    /// <summary>What the engine itself says these dishes cost here.</summary>
    public async Task<PricedBill> QuoteAsync(ServiceMode mode, params (MenuItem Dish, int Quantity)[] dishes)
    {
        var info = await restpy.InAsync(slug, branch,
            async s => await s.GetRequiredService<RestaurantDirectory>()
            .BranchAsync(s.GetRequiredService<WorkScope>().Restaurant, s.GetRequiredService<WorkScope>().Branch,
                default));
        var lines = dishes.Select(
            d => new BillableLine(Guid.NewGuid(), d.Dish.Id, d.Dish.CategoryKey, d.Dish.Name.In("en"), "", d.Quantity,
                d.Dish.PriceMinor, d.Dish.TaxCategory, false));
        return PriceQuotes.Price(info, info.Day.Of(restpy.Clock.GetUtcNow()), mode, lines).Value!;
    }

    public static string TextOf(IHtmlDocument page, string selector) =>
        page.QuerySelector(selector)?.TextContent.Trim() ?? "";
}
