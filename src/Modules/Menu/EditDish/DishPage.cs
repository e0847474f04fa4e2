using Microsoft.AspNetCore.Mvc;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.EditDish;

/// <summary>One dish with everything about it; /new is the same form, empty.</summary>
[Needs(MenuPermissions.Edit)]
internal sealed class DishPage(RestpyDb db, RestaurantDirectory restaurants, IStations stations, SaveDishHandler save)
: MenuPage(restaurants)
{
    [BindProperty]
    public DishForm Form { get; set; } = new();

    public Item? Item { get; private set; }

    public string Title => Item?.Name.In(Language) ?? Words["menu.new-dish"];

    public MenuRows Rows { get; private set; } = null!;

    public IReadOnlyList<StationName> Stations { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid? id, string? category, CancellationToken ct)
    {
        if (!await ReadAsync(id, ct)) return NotFound();
        Form = Item is not null
            ? DishForm.Of(Item, Rows.Categories.Find(c => c.Id == Item.CategoryId)?.Key ?? "", Rows,
                Restaurant, Branches,
                Typed)
            : DishForm.New(Rows.Categories.Find(c => c.Key == category) ?? Rows.Categories.FirstOrDefault(), Restaurant,
                Branches);
        Form.Grow(variants: Form.Variants.Count == 0 ? 3 : 2, groups: 2);
        return Page();
    }

    /// <summary>How the dish stands today, branch by branch.</summary>
    public async Task<IActionResult> OnGetTodayAsync(Guid? id, CancellationToken ct) =>
        await ReadAsync(id, ct) && Item is not null ? Partial("_Today", this) : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid? id, CancellationToken ct)
    {
        // What the binder could not read is read by us again, and said in our words.
        ModelState.Clear();
        var dish = new DishReader(Restaurant, Branches).Read(Form);
        var outcome = dish.Ok ? await SaveAsync(new(id, Form.Version, dish.Value), ct) : dish.Error;
        if (outcome.Ok)
            return Done($"/staff/menu?category={dish.Value!.Category}",
                Words["menu.dish-saved", new { Name = dish.Value.Facts.Name.In(Language) }]);
        db.ChangeTracker.Clear();
        if (!await ReadAsync(id, ct)) return NotFound();
        Form.Grow(1, 1);
        return Refuse(outcome.Error, "Form.");
    }

    private Task<Outcome<Guid>> SaveAsync(SaveDishRequest request, CancellationToken ct) =>
        OnceAsync(request, () => save.HandleAsync(request, ct), ct);

    private async Task<bool> ReadAsync(Guid? id, CancellationToken ct)
    {
        Rows = await MenuRows.LoadAsync(db, tracked: false, ct);
        Stations = await stations.InUseAsync(null, ct);
        Item = Rows.Items.Find(i => i.Id == id);
        return id is null || Item is not null;
    }
}
