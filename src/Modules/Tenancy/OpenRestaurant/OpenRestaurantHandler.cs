using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Tenancy.OpenRestaurant;

internal sealed record OpenRestaurantRequest(string Slug, string Name, string LegalName, string Country,
    string Currency, string[] Languages, OpenBranchRequest[] Branches, bool Canary = false);

internal sealed record OpenBranchRequest(
    string Key, string Code, string Name, string Address, string Phone, string TimeZone, int CutOffMinutes,
    string Region, string TaxProfile, string TaxNumber,
    string FoodLicence, decimal ServiceChargePercent, long PackingChargeMinor, int PickupMinutes);

internal sealed record SlugTaken(string Slug) : Error(ErrorKind.Conflict);

/// <summary>
/// Opens a restaurant of the demo or the probe with all its branches. The scope becomes the new restaurant's.
/// </summary>
internal sealed class OpenRestaurantHandler(RestpyDb db, WorkScope scope)
{
    public async Task<Outcome<Guid>> HandleAsync(OpenRestaurantRequest request, Actor actor, CancellationToken ct)
    {
        if (await db.Set<Restaurant>().AnyAsync(r => r.Slug == request.Slug, ct))
            return new SlugTaken(request.Slug) { Field = nameof(request.Slug) };
        var facts = new RestaurantFacts(
            request.Slug, request.Name, request.LegalName, request.Country, request.Currency, request.Languages);
        var restaurant = Restaurant.Open(Id.New(), facts, db.Time.GetUtcNow(), request.Canary);
        // Demo restaurants and canaries are complete: nobody needs a first-run guide there.
        restaurant.CloseGuide(db.Time.GetUtcNow());
        scope.Enter(restaurant.Id, null, actor);
        db.Add(restaurant);
        foreach (var b in request.Branches)
        {
            var branch = Branch.Open(new(b.Key, b.Code),
                new(b.Name, b.Address, b.Phone, b.TimeZone, b.CutOffMinutes, b.Region, b.TaxProfile)
                {
                    TaxNumber = b.TaxNumber, FoodLicence = b.FoodLicence,
                });
            branch.Serve(b.ServiceChargePercent, b.PackingChargeMinor, true, b.PickupMinutes, true);
            db.Add(branch);
        }
        db.Act("tenancy.restaurant-opened", nameof(Restaurant), restaurant.Id, restaurant.Name);
        await db.SaveChangesAsync(ct);
        return restaurant.Id;
    }
}
