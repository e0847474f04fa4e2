using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.Categories;

public sealed class CategoryForm
{
    public Guid? Id { get; set; }
    public long Version { get; set; }
    public Dictionary<string, string?> Name { get; set; } = [];
    public string? Station { get; set; }
    public string? Place { get; set; }
    public bool Remove { get; set; }

    internal bool IsBlank => Id is null && Name.Values.All(string.IsNullOrWhiteSpace);
}

/// <summary>The parts of the menu: their names, their order, their stations.</summary>
[Needs(MenuPermissions.Edit)]
internal sealed class CategoriesPage(RestpyDb db, RestaurantDirectory restaurants, IStations stations,
    SaveCategoriesHandler save) : MenuPage(restaurants)
{
    [BindProperty]
    public List<CategoryForm> Rows { get; set; } = [];

    /// <summary>How many dishes stand in each, archived ones too: only an empty one may go.</summary>
    public Dictionary<Guid, int> Dishes { get; private set; } = [];

    public IReadOnlyList<StationName> Stations { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await CountAsync(ct);
        var categories = await db.Set<Category>().AsNoTracking().OrderBy(c => c.Sort).ThenBy(c => c.Key)
            .ToListAsync(ct);
        Rows = [.. categories.Select((c, i) => new CategoryForm
        {
            Id = c.Id, Version = c.Version, Name = MenuForms.Typed(c.Name, Restaurant.Languages), Station = c.Station,
            Place = (i + 1).ToString(CultureInfo.InvariantCulture),
        })];
        for (var i = 0; i < 2; i++) Rows.Add(new() { Place = (Rows.Count + 1).ToString(CultureInfo.InvariantCulture) });
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var request = new SaveCategoriesRequest([.. Rows.Where(r => !r.IsBlank).Select((r, i) => new CategoryWish(
            r.Id, r.Version, MenuForms.Text(r.Name), MenuRules.Tidy(r.Station).ToLowerInvariant(),
            int.TryParse(r.Place, CultureInfo.InvariantCulture, out var place) ? place : i + 1, r.Remove))]);
        var outcome = await OnceAsync(request, () => save.HandleAsync(request, ct), ct);
        if (outcome.Ok) return Done("/staff/menu/categories", Words["menu.categories-saved"]);
        db.ChangeTracker.Clear();
        await CountAsync(ct);
        return Refuse(outcome.Error);
    }

    private async Task CountAsync(CancellationToken ct)
    {
        var items = await db.Set<Item>().AsNoTracking().Select(i => new { i.CategoryId }).ToListAsync(ct);
        Dishes = items.GroupBy(i => i.CategoryId).ToDictionary(g => g.Key, g => g.Count());
        Stations = await stations.InUseAsync(null, ct);
    }
}
