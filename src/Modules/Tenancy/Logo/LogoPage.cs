using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Pictures;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Tenancy.Logo;

/// <summary>Gives the restaurant a logo, another one, or none.</summary>
internal sealed class SetLogoHandler(RestpyDb db, PictureStore pictures, RestaurantDirectory restaurants)
{
    /// <param name="file">As uploaded; null takes the logo away.</param>
    /// <param name="ct">Stops before the save.</param>
    public async Task<Outcome<Done>> HandleAsync(byte[]? file, CancellationToken ct)
    {
        var read = file is null ? null : (Outcome<ReadPicture>?)await PictureReader.ReadAsync(file, ct);
        if (read is { Ok: false } unread) return unread.Error;
        await using var work = await db.BeginAsync(ct);
        var restaurant = await db.Set<Restaurant>().FirstAsync(r => r.Id == db.Scope.Restaurant, ct);
        await pictures.RemoveAsync(restaurant.LogoId, ct);
        restaurant.Show(read is { } picture ? pictures.Add(picture.Value!).Id : null);
        db.Act(read is null ? "tenancy.logo-removed"
            : "tenancy.logo-set", nameof(Restaurant), restaurant.Id, restaurant.Name);
        db.Publish(new RestaurantChanged(restaurant.Id));
        var saved = await work.SaveAsync(Done.It, ct);
        restaurants.Drop(db.Scope.Restaurant);
        return saved;
    }
}

/// <summary>The logo of the restaurant: on the guests' menu and on bills.</summary>
[Needs(TenancyPermissions.ChangeRestaurant), NeedsStepUp, TakesPicture]
internal sealed class LogoPage(RestpyDb db, RestaurantDirectory restaurants, SetLogoHandler set) : StaffPage
{
    public RestaurantInfo Restaurant { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) =>
        Restaurant = await restaurants.GetAsync(db.Scope.Restaurant, ct);

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken ct)
    {
        ModelState.Clear();
        await OnGetAsync(ct);
        var upload = await PictureStore.UploadAsync(file, ct);
        return upload.Ok ? await SaveAsync(upload.Value, "tenancy.logo-saved", ct) : Refuse(upload.Error);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await OnGetAsync(ct);
        return await SaveAsync(null, "tenancy.logo-removed", ct);
    }

    private async Task<IActionResult> SaveAsync(byte[]? file, string done, CancellationToken ct)
    {
        var asked = new { File = file is null ? "" : Convert.ToHexString(SHA256.HashData(file)) };
        var outcome = await OnceAsync(asked, () => set.HandleAsync(file, ct), ct);
        return outcome.Ok ? Done("/staff/settings/logo", Words[done]) : Refuse(outcome.Error);
    }
}
