using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Ordering;

/// <summary>The last step of the guide: an order that teaches, cooked and paid without money.</summary>
internal sealed class TrainingStep(RestpyDb db, RestaurantDirectory restaurants) : IGuideStep
{
    private const int Days = 60;

    public string Key => "training";
    public int Order => 80;

    public Task<string> UrlAsync(CancellationToken ct) => Task.FromResult("/staff/pad?training=1");

    public async Task<bool> IsDoneAsync(CancellationToken ct)
    {
        // Of the last weeks: the guide is for new restaurants, and the key leads by branch, date and number.
        var since = DateOnly.FromDateTime(db.Time.GetUtcNow().UtcDateTime).AddDays(-Days);
        var branches = (await restaurants.GetAsync(db.Scope.Restaurant, ct)).Branches.Select(b => b.Id).ToList();
        return await db.Set<Order>()
            .AnyAsync(o => branches.Contains(o.BranchId) && o.BusinessDate >= since
                && o.Number > KitchenSender.FirstTraining, ct);
    }
}
