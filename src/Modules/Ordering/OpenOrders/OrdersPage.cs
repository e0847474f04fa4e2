using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Ordering.Contract;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Ordering.OpenOrders;

/// <summary>Open orders of the branch as a list: for the counter, and for a search by number.</summary>
[Needs(OrderingPermissions.See), NeedsBranch]
[Compressed]
internal sealed class OrdersPage(RestpyDb db, RestaurantDirectory restaurants, OrderSums sums, ReadyDishes readyDishes)
: StaffPage
{
    private const int Most = 300;

    public IReadOnlyList<Order> Orders { get; private set; } = [];

    public IReadOnlyDictionary<Guid, OrderTotal> Totals { get; private set; } = new Dictionary<Guid, OrderTotal>();

    /// <summary>Dishes at the pass, by order.</summary>
    public ILookup<Guid, int> Ready { get; private set; } = Array.Empty<int>().ToLookup(_ => Guid.Empty);

    public RestaurantInfo Restaurant { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) => await ReadAsync(ct);

    public async Task<IActionResult> OnGetListAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        return Partial("_Orders", this);
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        Words.Language = Me.Language;
        Restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        Orders = await db.Set<Order>().AsNoTracking().Where(o => o.ClosedAt == null).OrderBy(o => o.OpenedAt).Take(Most)
            .ToListAsync(ct);
        Totals = await sums.OfAsync(Orders, ct);
        Ready = (await readyDishes.OfAsync([.. Orders.Select(o => o.Id)], ct)).ToLookup(k => k.OrderId, k => k.Dishes);
    }
}
