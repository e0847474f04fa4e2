using Restpy.Pricing;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Sheet;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.StartMenu;

/// <summary>A small menu to begin with: twelve dishes whose names, prices and signs the owner changes.</summary>
internal static class SampleMenu
{
    /// <param name="Rupees">Price in India.</param>
    /// <param name="Cents">Price elsewhere, in hundredths.</param>
    private sealed record Dish(
        string Category, string Code, string English, string Hindi, string French, int Rupees, int Cents)
    {
        public Diet Diet { get; init; } = Diet.Veg;
        public Allergens Allergens { get; init; }
        public string Tax { get; init; } = TaxCategory.Food;
    }

    private static readonly (string Key, string English, string Hindi, string French)[] Categories =
    [
        ("starters", "Starters", "शुरुआत", "Entrées"), ("mains", "Mains", "मुख्य व्यंजन", "Plats"),
        ("desserts", "Desserts", "मीठा", "Desserts"), ("drinks", "Drinks", "पेय", "Boissons"),
    ];

    private static readonly Dish[] Dishes =
    [
        new("starters", "S1", "Tomato soup", "टमाटर सूप", "Soupe de tomates", 160, 650) {
        Allergens = Allergens.Celery },
        new("starters", "S2", "Green salad", "हरी सलाद", "Salade verte", 140, 600) { Allergens = Allergens.Mustard },
        new("starters", "S3", "Fried potatoes", "तले आलू", "Pommes frites", 150, 550),
        new("mains", "M1", "Vegetable rice", "वेज पुलाव", "Riz aux légumes", 260, 1250),
        new("mains", "M2", "Lentils of the day", "आज की दाल", "Lentilles du jour", 240, 1200),
        new("mains", "M3", "Omelette", "ऑमलेट", "Omelette", 180, 1100)
        {
            Diet = Diet.Egg, Allergens = Allergens.Eggs | Allergens.Milk,
        },
        new("mains", "M4", "Grilled chicken", "ग्रिल्ड चिकन", "Poulet grillé", 380, 1650) { Diet = Diet.NonVeg },
        new("mains", "M5", "Fish with butter", "मक्खन वाली मछली", "Poisson au beurre", 420, 1900)
        {
            Diet = Diet.NonVeg, Allergens = Allergens.Fish | Allergens.Milk,
        },
        new("desserts", "D1", "Ice cream", "आइसक्रीम", "Glace", 120, 600) { Allergens = Allergens.Milk },
        new("desserts", "D2", "Fruit salad", "फलों की सलाद", "Salade de fruits", 140, 650),
        new("drinks", "B1", "Mineral water", "मिनरल वाटर", "Eau minérale", 40, 350) { Tax = TaxCategory.SoftDrink },
        new("drinks", "B2", "Lemonade", "नींबू पानी", "Citronnade", 90, 450) { Tax = TaxCategory.SoftDrink },
    ];

    /// <param name="restaurant">Names are in its languages, prices in its currency.</param>
    /// <param name="station">Key of the station that makes everything.</param>
    public static MenuSheet Of(RestaurantInfo restaurant, string station) => new(
        [.. Categories.Select(c => new SheetCategory(c.Key, Text(restaurant, c.English, c.Hindi, c.French), station))],
        [],
        [.. Dishes.Select(d => new SheetItem(
            d.Category, d.Code,
            new(Text(restaurant, d.English, d.Hindi, d.French), LocalText.Empty, d.Diet, false, d.Allergens, station,
                d.Tax, restaurant.Country == "IN" ? d.Rupees * 100L : d.Cents),
            false, [], [], new Dictionary<Guid, long>(), new HashSet<Guid>()))]);

    private static LocalText Text(RestaurantInfo restaurant, string english, string hindi, string french) =>
        new(restaurant.Languages.Select(
            l => new KeyValuePair<string, string>(l, l switch { "hi" => hindi, "fr" => french, _ => english })));
}
