using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Platform.Pictures;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.DishPhoto;

/// <param name="File">As uploaded; null takes the photo away.</param>
internal sealed record DishPhotoRequest(Guid ItemId, byte[]? File);

/// <summary>Gives a dish a photo, another one, or none.</summary>
internal sealed class DishPhotoHandler(
    RestpyDb db, RestaurantDirectory restaurants, MenuCache book, PictureStore pictures)
{
    public async Task<Outcome<Done>> HandleAsync(DishPhotoRequest request, CancellationToken ct)
    {
        // Before the transaction: unpacking takes its time, and nobody should wait for it.
        var read = request.File is null ? null : (Outcome<ReadPicture>?)await PictureReader.ReadAsync(request.File, ct);
        if (read is { Ok: false } unread) return unread.Error;
        var restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);
        await using var work = await db.BeginAsync(ct);
        await MenuChangePublisher.EditAsync(work, ct);
        if (await db.Set<Item>().FirstOrDefaultAsync(i => i.Id == request.ItemId, ct) is not { } item)
            return new NotFound("item");
        await pictures.RemoveAsync(item.PictureId, ct);
        item.Show(read is { } picture ? pictures.Add(picture.Value!).Id : null, db.Time.GetUtcNow());
        db.Act(read is null ? "menu.photo-removed"
            : "menu.photo-set", item, $"{item.Code} {item.Name.In(restaurant.Languages[0])}");
        MenuChangePublisher.Tell(db, restaurant, branch => new DishSaved(item.Id, branch));
        await work.SaveAsync(Done.It, ct);
        book.Drop(db.Scope.Restaurant, null);
        return Done.It;
    }
}
