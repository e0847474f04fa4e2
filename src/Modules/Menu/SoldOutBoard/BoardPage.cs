using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.SoldOutBoard;

/// <summary>The 86 board for floor and kitchen: every dish of the branch as a large tile, what is out first.</summary>
[Needs(MenuPermissions.SellOut)]
[Compressed]
internal sealed class BoardPage(RestpyDb db, RestaurantDirectory restaurants, MenuCache book) : MenuPage(restaurants)
{
    public BranchInfo Branch { get; private set; } = null!;

    public BranchMenu Menu { get; private set; } = null!;

    public IReadOnlyDictionary<Guid, ItemStock> Stock { get; private set; } = new Dictionary<Guid, ItemStock>();

    public IReadOnlyList<MenuItem> Out => [.. Menu.Categories.SelectMany(c => c.Items).Where(i => i.SoldOut)];

    public IReadOnlyList<MenuItem> Counted =>
        [.. Menu.Categories.SelectMany(c => c.Items).Where(i => i is { SoldOut: false, Left: not null })];

    public Task OnGetAsync(string? branch, CancellationToken ct) => ReadAsync(branch, ct);

    public async Task<IActionResult> OnGetTilesAsync(string? branch, CancellationToken ct)
    {
        await ReadAsync(branch, ct);
        return Partial("_Tiles", this);
    }

    public StockTools Tools(MenuItem item) =>
        new(item.Id, Branch.Id, item.Name.In(Language), item.SoldOut, item.Left, Words);

    private async Task ReadAsync(string? branch, CancellationToken ct)
    {
        Branch = Restaurant.Shown(Me.BranchId, branch);
        Menu = await book.OfAsync(Restaurant.Id, Branch.Id, ct);
        Stock = await db.Set<ItemStock>().AsNoTracking().Where(s => s.BranchId == Branch.Id && s.SoldOutAt != null)
            .ToDictionaryAsync(s => s.ItemId, ct);
    }
}
