using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Menu.Sheet;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.EditDish;

/// <param name="Id">Null for a new dish.</param>
/// <param name="Version">The version the form was filled from.</param>
internal sealed record SaveDishRequest(Guid? Id, long Version, SheetItem Dish);

/// <summary>Adds a dish or changes everything about it: the same writer as the import, one dish.</summary>
internal sealed class SaveDishHandler(RestpyDb db, RestaurantDirectory restaurants, MenuCache book, IStations stations)
{
    public async Task<Outcome<Guid>> HandleAsync(SaveDishRequest request, CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        await using var work = await db.BeginAsync(ct);
        await MenuChangePublisher.EditAsync(work, ct);
        var rows = await MenuRows.LoadAsync(db, tracked: true, ct);
        var item = rows.Items.Find(i => i.Id == request.Id);
        if (request.Id is not null && item is null) return new NotFound("item");
        if (item is not null && item.Version != request.Version) return new ChangedMeanwhile();
        if (rows.Items.Exists(i => i.Code == request.Dish.Code && i != item))
            return new MenuCodeTaken(request.Dish.Code) { Field = "Code" };
        var written = new SheetWriter(db, rows, restaurant, await stations.KeysAsync(ct)).WriteOne(request.Dish, item);
        if (!written.Ok) return written.Error;
        var dish = written.Value;
        db.Act(item is null ? "menu.dish-added"
            : "menu.dish-edited", dish, $"{dish.Code} {dish.Name.In(restaurant.Languages[0])}");
        MenuChangePublisher.Tell(db, restaurant, branch => new DishSaved(dish.Id, branch));
        await work.SaveAsync(dish.Id, ct);
        book.Drop(db.Scope.Restaurant, null);
        return dish.Id;
    }
}
