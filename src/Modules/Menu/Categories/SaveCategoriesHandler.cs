using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Menu.Sheet;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.Categories;

/// <param name="Id">Null for a new category.</param>
/// <param name="Place">Where it stands; equal places keep their order.</param>
internal sealed record CategoryWish(Guid? Id, long Version, LocalText Name, string Station, int Place, bool Remove);

internal sealed record SaveCategoriesRequest(IReadOnlyList<CategoryWish> Categories);

internal sealed record CategoryNotEmpty(LocalText Category) : Error(ErrorKind.Conflict);

/// <summary>Names, stations and order of all categories, as the one form shows them.</summary>
internal sealed class SaveCategoriesHandler(
    RestpyDb db, RestaurantDirectory restaurants, MenuCache book, IStations stations)
{
    public async Task<Outcome<Done>> HandleAsync(SaveCategoriesRequest request, CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        await using var work = await db.BeginAsync(ct);
        await MenuChangePublisher.EditAsync(work, ct);
        var rows = await db.Set<Category>().ToListAsync(ct);
        var known = await stations.KeysAsync(ct);
        var placed = new List<(Category Category, int Place)>();
        foreach (var wish in request.Categories)
        {
            var category = rows.Find(c => c.Id == wish.Id);
            if (wish.Id is not null && category is null) return new NotFound("category");
            if (category is not null && category.Version != wish.Version) return new ChangedMeanwhile();
            if (wish.Remove && category is not null)
            {
                if (await db.Set<Item>().AnyAsync(i => i.CategoryId == category.Id, ct))
                    return new CategoryNotEmpty(category.Name);
                db.Remove(category);
                continue;
            }
            if (wish.Station != category?.Station && !known.Contains(wish.Station))
                return new StationUnknown(wish.Station) { Field = "Station" };
            var written = Write(wish, category, rows, restaurant);
            if (!written.Ok) return written.Error;
            placed.Add((written.Value, wish.Place));
        }
        var order = placed.OrderBy(p => p.Place).Select(p => p.Category).ToList();
        for (var i = 0; i < order.Count; i++) order[i].Place(i);
        if (db.ChangeTracker.HasChanges())
        {
            db.Act("menu.categories-edited", "Menu", db.Scope.Restaurant, restaurant.Name);
            MenuChangePublisher.Tell(db, restaurant, branch => new CategoriesSaved(restaurant.Id, branch));
        }
        await work.SaveAsync(Done.It, ct);
        book.Drop(db.Scope.Restaurant, null);
        return Done.It;
    }

    private Outcome<Category> Write(
        CategoryWish wish, Category? category, List<Category> rows, RestaurantInfo restaurant)
    {
        if (category is not null)
        {
            var edited = category.Edit(wish.Name, wish.Station, restaurant.Languages);
            return edited.Ok ? category : edited.Error;
        }
        var opened = Category.Open(MenuForms.NewKey(wish.Name, "category", key => rows.Exists(c => c.Key == key)),
            wish.Name, wish.Station, rows.Count, restaurant.Languages);
        if (!opened.Ok) return opened;
        rows.Add(opened.Value);
        db.Add(opened.Value);
        return opened;
    }
}
