using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Menu.Contract;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pictures;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.DishPhoto;

/// <summary>The photo of a dish: shown, replaced, removed.</summary>
[Needs(MenuPermissions.Edit), TakesPicture]
internal sealed class DishPhotoPage(RestpyDb db, RestaurantDirectory restaurants, DishPhotoHandler handler)
: MenuPage(restaurants)
{
    public Item Item { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) =>
        await FindAsync(id, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, IFormFile? file, CancellationToken ct)
    {
        ModelState.Clear();
        if (!await FindAsync(id, ct)) return NotFound();
        var upload = await PictureStore.UploadAsync(file, ct);
        return upload.Ok ? await SaveAsync(new(id, upload.Value), "menu.photo-saved", ct) : Refuse(upload.Error);
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken ct)
    {
        ModelState.Clear();
        return await FindAsync(id, ct) ? await SaveAsync(new(id, null), "menu.photo-removed", ct) : NotFound();
    }

    private async Task<IActionResult> SaveAsync(DishPhotoRequest request, string done, CancellationToken ct)
    {
        // The command is told by the file's hash: its bytes are too many to be kept with it.
        var asked = new
        {
            request.ItemId, File = request.File is null ? "" : Convert.ToHexString(SHA256.HashData(request.File)),
        };
        var outcome = await OnceAsync(asked, () => handler.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done($"/staff/menu/items/{request.ItemId}/photo", Words[done]) : Refuse(outcome.Error);
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        Item = (await db.Set<Item>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, ct))!;
        return Item is not null;
    }
}
