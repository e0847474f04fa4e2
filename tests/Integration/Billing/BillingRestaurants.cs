using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Billing.Contract;
using Restpy.Pricing;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

[assembly: AssemblyFixture(typeof(Restpy.IntegrationTests.Billing.BillingRestaurants))]

namespace Restpy.IntegrationTests.Billing;

/// <summary>Products whose orders are made by the test: only what Billing asks of an order counts here.</summary>
public sealed class BillingRestaurants : IAsyncDisposable
{
    private readonly Dictionary<DatabaseKind, Task<BillingRestaurant>> _houses = [];

    public Task<BillingRestaurant> OnAsync(DatabaseKind kind)
    {
        lock (_houses) return _houses.TryGetValue(kind, out var restpy) ? restpy
            : _houses[kind] = BillingRestaurant.StartAsync(kind);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var restpy in _houses.Values) await (await restpy).DisposeAsync();
    }
}

/// <summary>A restaurant, its orders, and the gestures of its people.</summary>
public sealed class BillingRestaurant : IAsyncDisposable
{
    public const string Owner = "owner@spice-garden.example";
    public const string Manager = "manager@spice-garden.example";
    public const string Cashier = "cashier@spice-garden.example";
    public const string Waiter = "waiter@spice-garden.example";
    public const string Accountant = "accountant@spice-garden.example";
    public const string KitchenHand = "kitchen@spice-garden.example";
    public const string FrenchCashier = "cashier@maison-lumiere.example";
    public const string FrenchManager = "manager@maison-lumiere.example";

    private int _orders;

    private BillingRestaurant(TestProduct restpy, OrdersOfTests orders) => (Product, Orders) = (restpy, orders);

    public TestProduct Product { get; }

    /// <summary>Held by whoever works in Mumbai: its days open and close there.</summary>
    public SemaphoreSlim MumbaiTurn { get; } = new(1);

    internal OrdersOfTests Orders { get; }

    public static async Task<BillingRestaurant> StartAsync(DatabaseKind kind)
    {
        var orders = new OrdersOfTests();
        var restpy = await TestProduct.StartAsync(
            kind, services => services.AddSingleton(orders).AddScoped<IBillableOrders, FakeOrders>());
        return new(restpy, orders);
    }

    public Task<StaffClient> AsAsync(string email) => Product.AsAsync(email);

    /// <summary>An order of dishes at these prices; "alcohol:500" is liquor, "2*300" two of one dish.</summary>
    public async Task<Guid> OrderAtAsync(string slug, string branch, params string[] dishes) =>
        (await MakeOrderAsync(slug, branch, o => o, dishes)).OrderId;

    public Task<Guid> OrderAsync(params string[] dishes) => OrderAtAsync("spice-garden", "bengaluru", dishes);

    internal async Task<BillableOrder> MakeOrderAsync(
        string slug, string branchKey, Func<BillableOrder, BillableOrder> change, params string[] dishes)
    {
        var (restaurant, branch) = await Product.InAsync(slug, branchKey, async services =>
        {
            var scope = services.GetRequiredService<WorkScope>();
            return await Task.FromResult((scope.Restaurant, scope.Branch));
        });
        var number = Interlocked.Increment(ref _orders);
        var order = change(new(Guid.CreateVersion7(), branch, new(OrderLabel.Table, $"{number}"), "dine-in",
            ServiceMode.DineIn, 2, Guid.CreateVersion7(), "Ravi Kumar", "", Product.Clock.GetUtcNow(),
            DateOnly.FromDateTime(Product.Clock.GetUtcNow().DateTime), false, [.. dishes.Select(Line)]));
        Orders.Put(restaurant, order);
        return order;
    }

    internal static BillableLine Line(string dish)
    {
        var category = dish.Contains(':') ? dish.Split(':')[0] : "food";
        var rest = dish.Split(':')[^1];
        var quantity = rest.Contains('*') ? int.Parse(rest.Split('*')[0]) : 1;
        var price = long.Parse(rest.Split('*')[^1]) * 100;
        return new(Guid.CreateVersion7(), Guid.CreateVersion7(), category == "food" ? "Mains"
            : "Bar", $"Dish {rest}", "", quantity, price, category, false);
    }

    public async Task<Guid> OpenAsync(StaffClient who, Guid orderId)
    {
        var (status, body) = await who.CommandAsync($"/api/v1/orders/{orderId}/bill", new { });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        return body.GetProperty("billId").GetGuid();
    }

    public async Task<string> PrintAsync(StaffClient who, Guid billId)
    {
        var (status, body) = await who.CommandAsync($"/api/v1/bills/{billId}/print", new { });
        Assert.True(status == HttpStatusCode.OK, body.ToString());
        return body.GetProperty("number").GetString()!;
    }

    public static async Task<JsonElement> SeeAsync(StaffClient who, Guid billId) =>
        await who.JsonAsync($"/api/v1/bills/{billId}");

    public static Task<(HttpStatusCode Status, JsonElement Body)> PayAsync(
        StaffClient who, Guid billId, string kind, long minor, string? reference = null) =>
        who.CommandAsync($"/api/v1/bills/{billId}/settle", new
        {
            tenders = new[] { new { kind, amountMinor = minor, reference } },
        });

    /// <summary>An order billed, printed and paid in cash to the paisa.</summary>
    public async Task<(Guid BillId, string Number)> SellAsync(StaffClient who, params string[] dishes)
    {
        var bill = await OpenAsync(who, await OrderAsync(dishes));
        var number = await PrintAsync(who, bill);
        var due = (await SeeAsync(who, bill)).GetProperty("dueMinor").GetInt64();
        if (due > 0) Assert.Equal(HttpStatusCode.OK, (await PayAsync(who, bill, "Cash", due)).Status);
        return (bill, number);
    }

    public ValueTask DisposeAsync() => Product.DisposeAsync();
}

/// <summary>The orders of the tests, by restaurant.</summary>
internal sealed class OrdersOfTests
{
    private readonly ConcurrentDictionary<(Guid Restaurant, Guid Order), BillableOrder> _orders = new();

    public ConcurrentDictionary<Guid, string> States { get; } = new();

    public ConcurrentDictionary<Guid, int> Paid { get; } = new();

    public void Put(Guid restaurant, BillableOrder order)
    {
        _orders[(restaurant, order.OrderId)] = order;
        States.TryAdd(order.OrderId, "open");
    }

    public void Change(Guid orderId, Func<BillableOrder, BillableOrder> change)
    {
        var key = _orders.Keys.Single(k => k.Order == orderId);
        _orders[key] = change(_orders[key]);
    }

    public BillableOrder? Find(Guid restaurant, Guid? branch, Guid order) =>
        _orders.TryGetValue((restaurant, order), out var found) && (branch is null || branch == found.BranchId) ? found
            : null;

    public IReadOnlyList<OrderLabel> Open(Guid restaurant, Guid branch, DateOnly upTo) =>
        [.. _orders.Where(o => o.Key.Restaurant == restaurant && o.Value.BranchId == branch
            && o.Value.BusinessDate <= upTo && States[o.Key.Order] is "open-for-day").Select(o => o.Value.Label)];
}

internal sealed class FakeOrders(OrdersOfTests orders, WorkScope scope) : IBillableOrders
{
    public Task<BillableOrder?> FindAsync(Guid orderId, CancellationToken ct) =>
        Task.FromResult(orders.Find(scope.Restaurant, scope.BranchId, orderId));

    public async Task<Error?> BillPrintedAsync(Guid orderId, Guid billId, CancellationToken ct)
    {
        await Set(orderId, "printed");
        return null;
    }

    public Task BillReopenedAsync(Guid orderId, CancellationToken ct) => Set(orderId, "open");

    public Task PaidAsync(Guid orderId, CancellationToken ct)
    {
        orders.Paid.AddOrUpdate(orderId, 1, (_, n) => n + 1);
        return Set(orderId, "paid");
    }

    public Task<IReadOnlyList<OpenOrder>> OpenAsync(Guid branchId, DateOnly upTo, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<OpenOrder>>([
            .. orders.Open(scope.Restaurant, branchId, upTo)
            .Select(label => new OpenOrder(Guid.Empty, label, "/staff/orders"))]);

    public Task<IReadOnlyDictionary<string, LocalText>> CategoriesAsync(Guid branchId, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<string, LocalText>>(new Dictionary<string, LocalText>
        {
            ["Mains"] = LocalText.Of("en", "Main courses"),
        });

    private Task Set(Guid orderId, string state)
    {
        orders.States[orderId] = state;
        return Task.CompletedTask;
    }
}
