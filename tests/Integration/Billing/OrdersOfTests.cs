using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Ordering;
using Restpy.Ordering.Contract;
using Restpy.Ordering.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Pricing;
using Restpy.Tenancy.Contract.Questions;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Billing;

/// <summary>
/// Orders written as rows, so that a test has any dish at any price; Billing asks about them as about all others.
/// </summary>
internal sealed class OrdersOfTests(TestProduct product)
{
    /// <summary>Above the numbers the product gives by itself.</summary>
    private const int FirstNumber = 700_000;

    private readonly ConcurrentDictionary<Guid, (string Slug, string Branch)> _branches = new();

    private int _count;

    /// <param name="change">From an order of two guests at a table, opened now.</param>
    public async Task<BillableOrder> PutAsync(
        string slug, string branchKey, Func<BillableOrder, BillableOrder> change, IReadOnlyList<BillableLine> lines)
    {
        var count = Interlocked.Increment(ref _count);
        var id = await product.InAsync(slug, branchKey, async services =>
        {
            var db = services.GetRequiredService<RestpyDb>();
            var branch = await services.GetRequiredService<RestaurantDirectory>()
                .BranchAsync(db.Scope.Restaurant, db.Scope.Branch, default);
            var now = db.Time.GetUtcNow();
            var wanted = change(new(Guid.Empty, branch.Id, new(OrderLabel.Table, $"{count}"), "dine-in",
                ServiceMode.DineIn, 2, Guid.CreateVersion7(), "Ravi Kumar", "", now, branch.Day.Of(now), false, lines));
            var order = Row(wanted, FirstNumber + count);
            db.Add(order);
            db.Entry(order).Property(o => o.Place).CurrentValue = wanted.Label.Name;
            db.Entry(order).Property(o => o.GuestName).CurrentValue = wanted.GuestName;
            if (wanted.Lines.Count > 0) AddRound(db, order, FirstNumber + count, wanted.Lines);
            await SaveAsync(db, order);
            return order.Id;
        });
        _branches[id] = (slug, branchKey);
        return await FindAsync(id);
    }

    /// <summary>The order as Billing is told of it.</summary>
    public async Task<BillableOrder> FindAsync(Guid orderId) => (await InAsync(
        orderId, (services, _) => services.GetRequiredService<BillableOrders>().FindAsync(orderId, default)))!;

    /// <summary>One more round goes to the kitchen.</summary>
    public Task AddAsync(Guid orderId, params BillableLine[] lines) => ChangeAsync(
        orderId, (db, order) => AddRound(db, order, FirstNumber * 2 + Interlocked.Increment(ref _count), lines));

    /// <summary>All that was sent is taken off.</summary>
    public Task VoidAllAsync(Guid orderId) => ChangeAsync(orderId, (db, order) =>
    {
        foreach (var line in db.Set<OrderLine>().Where(l => l.OrderId == order.Id).ToList())
            Assert.True(line.Void(line.Quantity, "Ravi Kumar", "Test", db.Time.GetUtcNow()).Ok);
    });

    public Task MoveToAsync(Guid orderId, DateOnly businessDate) => ChangeAsync(
        orderId, (db, order) => db.Entry(order).Property(o => o.BusinessDate).CurrentValue = businessDate);

    /// <summary>The guests left: nobody pays for it and no day waits for it.</summary>
    public Task EndAsync(Guid orderId) => ChangeAsync(orderId, Cancel);

    /// <summary>Ends what is open of a branch, also what the demo left open.</summary>
    public Task EndAllAsync(string slug, string branchKey) => product.InAsync(slug, branchKey, async services =>
    {
        var db = services.GetRequiredService<RestpyDb>();
        foreach (var order in await db.Set<Order>().Where(o => o.ClosedAt == null).ToListAsync())
        {
            Cancel(db, order);
            await SaveAsync(db, order);
        }
        return true;
    });

    public async Task<OrderState> StateAsync(Guid orderId) => await InAsync(
        orderId, (_, db) => db.Set<Order>().Where(o => o.Id == orderId).Select(o => o.State).SingleAsync());

    /// <summary>How often the order was told that it is paid.</summary>
    public Task<int> TimesPaidAsync(Guid orderId) => InAsync(
        orderId, (_, db) => db.Set<OutboxEvent>().CountAsync(e => e.SubjectId == orderId && e.Kind == "OrderPaid"));

    private static Order Row(BillableOrder wanted, int number)
    {
        var begun = new NewOrder(wanted.BranchId, number, wanted.BusinessDate, wanted.OpenedAt, "");
        var order = wanted.Channel == OrderLabel.Table
            ? Order.AtTable(begun, Guid.CreateVersion7(), wanted.Label.Name, wanted.Covers)
            : Order.ToTakeAway(begun, wanted.Channel == OrderLabel.Training ? OrderChannel.Training
                : OrderChannel.Takeaway, wanted.GuestName, "");
        order.ServedBy(wanted.WaiterId!.Value, wanted.WaiterName);
        return order;
    }

    private static void AddRound(RestpyDb db, Order order, int number, IReadOnlyList<BillableLine> lines)
    {
        var now = db.Time.GetUtcNow();
        var kot = Kot.Send(order, number, "kitchen", "Ravi Kumar", order.Kots > 0, now);
        db.Add(kot);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = OrderLine.Of(order.BranchId, order.Id, i, Chosen(lines[i]), "Ravi Kumar", now);
            line.SendOn(kot);
            db.Add(line);
        }
        order.Sent(1, lines.Sum(l => l.UnitPriceMinor * l.Quantity));
    }

    private static ChosenLine Chosen(BillableLine line) => new(
        new(line.ItemId, "", Guid.Empty, line.Category, LocalText.Of("en", line.Name), LocalText.Empty, Diet.Veg, false,
            Allergens.None, "kitchen", line.TaxCategory, line.UnitPriceMinor, false, null, [], []),
        LocalText.Empty, ";", line.UnitPriceMinor, line.Quantity, "");

    private static void Cancel(RestpyDb db, Order order)
    {
        order.BillReopened();
        Assert.True(order.Cancel("Test", db.Time.GetUtcNow()).Ok);
    }

    private static Task<int> SaveAsync(RestpyDb db, Order order)
    {
        db.Act("order.sent", order, order.Label);
        return db.SaveChangesAsync();
    }

    private Task<int> ChangeAsync(Guid orderId, Action<RestpyDb, Order> change) => InAsync(orderId, async (_, db) =>
    {
        var order = await db.Set<Order>().SingleAsync(o => o.Id == orderId);
        change(db, order);
        return await SaveAsync(db, order);
    });

    private Task<T> InAsync<T>(Guid orderId, Func<IServiceProvider, RestpyDb, Task<T>> work) => product.InAsync(
        _branches[orderId].Slug, _branches[orderId].Branch,
        services => work(services, services.GetRequiredService<RestpyDb>()));
}
