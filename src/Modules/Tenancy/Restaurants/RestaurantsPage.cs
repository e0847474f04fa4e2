using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Tenancy.Restaurants;

internal sealed record RestaurantRow(Guid Id, string Slug, string Name, string LegalName, string Country,
    DateTimeOffset OpenedAt, IReadOnlyList<BranchInfo> Branches, bool IsSuspended);

/// <summary>The restaurants of this installation, for its operator: what they are, never what is in them.</summary>
[Needs(TenancyPermissions.SeeRestaurants)]
internal sealed class RestaurantsPage(RestpyDb db, RestaurantDirectory restaurants) : StaffPage
{
    private const int PerPage = 100;

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Find { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public int Count { get; private set; }

    public bool MayOpen => MayDo(TenancyPermissions.OpenRestaurants);

    public bool More => Number * PerPage < Count;

    public IReadOnlyList<RestaurantRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Number = Math.Clamp(Number, 1, 10_000);
        var all = db.Set<Restaurant>().AsNoTracking().Where(r => !r.IsCanary);
        if (Find?.Trim() is { Length: > 0 and <= 60 } q)
        {
            var folded = SearchText.Fold(q);
            all = all.Where(r => r.Slug.Contains(folded) || SearchText.Fold(r.Name).Contains(folded));
        }
        Count = await all.CountAsync(ct);
        var rows = new List<RestaurantRow>();
        foreach (var r in await all.OrderBy(r => r.Name).ThenBy(r => r.Id).Skip((Number - 1) * PerPage).Take(PerPage)
            .ToListAsync(ct))
            rows.Add(new(r.Id, r.Slug, r.Name, r.LegalName, r.Country, r.OpenedAt,
                (await restaurants.GetAsync(r.Id, ct)).Branches, r.SuspendedAt is not null));
        Rows = rows;
    }
}
