using Restpy.Tenancy.OpenRestaurant;

namespace Restpy.Demo.Restaurants;

/// <summary>The two demo restaurants. The registrations are invented: valid in form, belonging to nobody.</summary>
internal static class DemoRestaurants
{
    public static readonly IReadOnlyList<OpenRestaurantRequest> All =
    [
        new("spice-garden", "Spice Garden", "Spice Garden Hospitality LLP", "IN", "INR", ["en", "hi"],
        [
            new("bengaluru", "BLR1", "Bengaluru", "14 Lavelle Road, Bengaluru 560001", "+91 80 5550 0114",
                "Asia/Kolkata", 240, "29", "IN_REST_5", "29AAKFS1234C1ZE", "11224999000123", 5, 2000, 25),
            new("mumbai", "BOM1", "Mumbai", "7 Hill Road, Bandra West, Mumbai 400050", "+91 22 5550 0107",
                "Asia/Kolkata", 240, "27", "IN_REST_5", "27AAKFS1234C1ZI", "11524999000456", 5, 2500, 30),
        ]),
        new("maison-lumiere", "Maison Lumière", "Maison Lumière SARL", "FR", "EUR", ["fr", "en"],
        [
            new("lyon", "LYO1", "Lyon", "12 rue Saint-Jean, 69005 Lyon", "+33 4 99 55 01 12", "Europe/Paris", 240, "FR",
                "FR_VAT", "FR40123456824", "", 0, 0, 20),
        ]),
    ];
}
