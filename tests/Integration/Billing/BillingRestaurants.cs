using System.Net;
using System.Text.Json;
using Restpy.Ordering.Contract;
using Restpy.TestSupport;
using Xunit;

[assembly: AssemblyFixture(typeof(Restpy.IntegrationTests.Billing.BillingRestaurants))]

namespace Restpy.IntegrationTests.Billing;

/// <summary>Products whose orders are rows made by the test, with dishes and prices no menu has.</summary>
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

    private BillingRestaurant(TestProduct restpy) => (Product, Orders) = (restpy, new(restpy));

    public TestProduct Product { get; }

    /// <summary>Held by whoever works in Mumbai: its days open and close there.</summary>
    public SemaphoreSlim MumbaiTurn { get; } = new(1);

    internal OrdersOfTests Orders { get; }

    public static async Task<BillingRestaurant> StartAsync(DatabaseKind kind) =>
        new(await TestProduct.StartAsync(kind));

    public Task<StaffClient> AsAsync(string email) => Product.AsAsync(email);

    /// <summary>An order of dishes at these prices; "alcohol:500" is liquor, "2*300" two of one dish.</summary>
    public async Task<Guid> OrderAtAsync(string slug, string branch, params string[] dishes) =>
        (await MakeOrderAsync(slug, branch, o => o, dishes)).OrderId;

    public Task<Guid> OrderAsync(params string[] dishes) => OrderAtAsync("spice-garden", "bengaluru", dishes);

    internal Task<BillableOrder> MakeOrderAsync(
        string slug, string branchKey, Func<BillableOrder, BillableOrder> change, params string[] dishes) =>
        Orders.PutAsync(slug, branchKey, change, [.. dishes.Select(Line)]);

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
