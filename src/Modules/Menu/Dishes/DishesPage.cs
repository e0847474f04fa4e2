using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Restpy.Menu.Contract;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.Dishes;

/// <summary>All dishes as one branch has them: find, filter, sort, and take off or put back with one tap.</summary>
[Needs(MenuPermissions.See)]
[Compressed]
internal sealed class DishesPage(RestpyDb db, RestaurantDirectory restaurants, IStations stations)
: MenuPage(restaurants)
{
    private const int OnOnePage = 50;

    public DishFilter Filter { get; private set; } = new();

    public BranchInfo Branch { get; private set; } = null!;

    public IReadOnlyList<DishRow> Found { get; private set; } = [];

    public IReadOnlyList<DishRow> Shown { get; private set; } = [];

    public int All { get; private set; }

    public IReadOnlyList<Category> Categories { get; private set; } = [];

    public IReadOnlyList<string> Stations { get; private set; } = [];

    /// <summary>Dishes on sale here whose station this branch does not have: no board would show them.</summary>
    public int WithoutStation { get; private set; }

    public int From { get; private set; }

    /// <summary>Headings of categories stand between the rows only while these are in the order of the menu.</summary>
    public bool ByCategory => Filter.Sort is null;

    public Task OnGetAsync(DishFilterQuery query, CancellationToken ct) => ReadAsync(query, ct);

    public async Task<IActionResult> OnGetRowsAsync(DishFilterQuery query, CancellationToken ct)
    {
        await ReadAsync(query, ct);
        return Partial("_Dishes", this);
    }

    public string? Sorted(string column) =>
        Filter.Sort == column ? "ascending" : Filter.Sort == "-" + column ? "descending" : null;

    public string SortUrl(string column) => Filter.Url(f => f with { Sort = f.Sort == column ? "-" + column : column });

    private async Task ReadAsync(DishFilterQuery query, CancellationToken ct)
    {
        Filter = query.Read();
        Branch = Restaurant.Shown(Me.BranchId, Filter.Branch);
        var rows = await MenuRows.LoadAsync(db, tracked: false, ct);
        Categories = rows.Categories;
        Stations = [.. rows.Items.Select(i => i.Station).Distinct().Order(StringComparer.Ordinal)];
        All = rows.Items.Count(i => i.ArchivedAt is null);
        var here = (await stations.InUseAsync(Branch.Id, ct)).Select(s => s.Key).ToHashSet();
        var off = rows.Off.Where(o => o.BranchId == Branch.Id).Select(o => o.ItemId).ToHashSet();
        WithoutStation = rows.Items.Count(
            i => i.ArchivedAt is null && !off.Contains(i.Id) && !here.Contains(i.Station));
        Found = [.. Filter.Of(Rows(rows), Language)];
        var page = int.TryParse(Filter.P, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1;
        From = Filter.P == "all" ? 0
            : Math.Min((page - 1) * OnOnePage, Math.Max(0, (Found.Count - 1) / OnOnePage * OnOnePage));
        Shown = Filter.P == "all" ? Found : [.. Found.Skip(From).Take(OnOnePage)];
    }

    private IEnumerable<DishRow> Rows(MenuRows rows)
    {
        var items = rows.Items.ToLookup(i => i.CategoryId);
        var prices = rows.Prices.Where(p => p.BranchId == Branch.Id)
            .ToDictionary(p => p.VariantId ?? p.ItemId, p => p.PriceMinor);
        var off = rows.Off.Where(o => o.BranchId == Branch.Id).Select(o => o.ItemId).ToHashSet();
        var stock = rows.Stock.Where(s => s.BranchId == Branch.Id).ToDictionary(s => s.ItemId);
        foreach (var category in rows.Categories)
        {
            foreach (var item in items[category.Id])
            {
                var priced = item.Variants.OrderBy(v => v.Sort).FirstOrDefault()?.Id ?? item.Id;
                var own = prices.TryGetValue(priced, out var here);
                var today = stock.GetValueOrDefault(item.Id);
                var state = item.ArchivedAt is not null ? DishState.Archived : off.Contains(item.Id) ? DishState.Off
                    : today is { IsSoldOut: true } ? DishState.Out : DishState.On;
                yield return new(item, category.Key, category.Name, own ? here
                    : item.PriceMinor, own, state, today?.Left, today?.SoldOutAt, today?.SoldOutBy ?? "");
            }
        }
    }
}

/// <summary>The fields of the address; anything too long to be meant is dropped.</summary>
public sealed record DishFilterQuery(
    string? Q, string? Category, string? Diet, string? Station, string? State, string? Sort, string? Branch, string? P)
{
    internal DishFilter Read() => new()
    {
        Q = Kept(Q), Category = Kept(Category), Diet = Kept(Diet), Station = Kept(Station), State = Kept(State),
        Sort = Kept(Sort), Branch = Kept(Branch), P = Kept(P),
    };

    private static string? Kept(string? value) => MenuRules.Tidy(value) is { Length: > 0 and <= 80 } text ? text : null;
}
