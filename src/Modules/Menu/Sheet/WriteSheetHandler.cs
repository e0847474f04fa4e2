using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.Sheet;

/// <summary>Writes a whole sheet in one transaction: the menu a restaurant starts with.</summary>
internal sealed class WriteSheetHandler(
    RestpyDb db, RestaurantDirectory restaurants, MenuCache book, IStations stations)
{
    public async Task<Outcome<Done>> HandleAsync(MenuSheet sheet, CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        await using var work = await db.BeginLongAsync(ct);
        await MenuChangePublisher.EditAsync(work, ct);
        var written = new SheetWriter(
            db, await MenuRows.LoadAsync(db, tracked: true, ct), restaurant, await stations.KeysAsync(ct)).Write(sheet);
        if (!written.Ok) return written;
        db.Act("menu.imported", "Menu", db.Scope.Restaurant, restaurant.Name);
        MenuChangePublisher.Tell(db, restaurant, branch => new MenuImported(restaurant.Id, branch));
        await work.SaveAsync(Done.It, ct);
        book.Drop(db.Scope.Restaurant, null);
        return Done.It;
    }
}
