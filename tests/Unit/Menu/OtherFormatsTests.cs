using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.ImportMenu;
using Restpy.Menu.OtherFiles;
using Xunit;

namespace Restpy.UnitTests.Menu;

/// <summary>Files as other programs write them; dishes and prices in them are invented.</summary>
public sealed class OtherFormatsTests
{
    [Theory]
    [InlineData("loyverse", "Loyverse", 4, 5)]
    [InlineData("square", "Square", 4, 5)]
    [InlineData("woocommerce", "WooCommerce", 3, 4)]
    [InlineData("woocommerce-comma", "WooCommerce", 3, 3)]
    [InlineData("shopify", "Shopify", 3, 4)]
    [InlineData("toast", "Toast", 4, 4)]
    [InlineData("petpooja", "Petpooja", 4, 5)]
    [InlineData("petpooja-add", "Petpooja add", 5, 8)]
    [InlineData("petpooja-list", "Petpooja list", 3, 4)]
    [InlineData("odoo", "Odoo", 3, 3)]
    [InlineData("odoo-technical", "Odoo", 2, 2)]
    [InlineData("tastyigniter", "TastyIgniter", 5, 5)]
    [InlineData("clover-items", "Clover", 3, 4)]
    [InlineData("menuguide-allergens", "Menu Guide", 3, 3)]
    public void A_file_is_known_by_its_headings_and_read_whole(string file, string format, int dishes, int lines)
    {
        var table = Table(file);
        Assert.Equal(format, OtherFormats.Find(table));
        var menu = Read(file);
        Assert.Empty(menu.Problems);
        Assert.Equal((dishes, lines), (menu.Dishes.Count, menu.Dishes.Sum(d => Math.Max(1, d.Variants.Count))));
    }

    [Theory]
    [InlineData("loyverse", "River Fish Curry", "Mains", "Half 26000, Full 44550")]
    [InlineData("square", "Copper Latte", "Hot Drinks", "Small 425, Large 510")]
    [InlineData("square", "Whole Party Tray", "Catering", "124000")]
    [InlineData("square", "Barley Soup of the Day", "Soups", "800")]
    [InlineData("woocommerce", "Fig & Walnut Pizza", "Pizza", "Small 1150, Large 1600")]
    [InlineData("woocommerce", "+Green Salad", "Salads, cold", "680")]
    [InlineData("woocommerce-comma", "Long Table, 40 guests", "Groups", "135590")]
    [InlineData("woocommerce-comma", "Cellar Dumplings", "Mains", "1250")]
    [InlineData("shopify", "Saffron Bun", "Bakery", "One 240, Six 1290")]
    [InlineData("toast", "Banquet Hall", "Events", "180000")]
    [InlineData("toast", "Oyster Dozen", "Sea", "3400")]
    [InlineData("petpooja", "Courtyard Tikka", "Tandoor", "Half 16500, Full 29000")]
    [InlineData("petpooja-add", "Kokum Fizz", "Coolers", "Glass 7000, Jar 13000, Pitcher 32000")]
    [InlineData("petpooja-add", "Tamarind Rice", "Rice", "125000")]
    [InlineData("petpooja-list", "कोयला मोमो", "Momo", "14000")]
    [InlineData("odoo", "-10 Degree Kulfi", "Sweets", "9550")]
    [InlineData("tastyigniter", "Crab Cakes", "Starters", "1200")]
    [InlineData("tastyigniter", "Office Box", "Lunch | Office", "925")]
    [InlineData("clover-items", "Cold Brew", "Drinks", "Small 375, Large 475")]
    [InlineData("menuguide-allergens", "Prawn Toast", "Starters", "800")]
    public void A_dish_has_its_category_and_its_prices(string file, string name, string category, string prices)
    {
        var dish = Read(file).Dishes.Single(d => d.Name == name);
        Assert.Equal((category, prices),
            (dish.Category, dish.Variants.Count == 0 ? $"{dish.PriceMinor}"
                : string.Join(", ", dish.Variants.Select(v => $"{v.Name} {v.PriceMinor}"))));
    }

    [Theory]
    [InlineData("loyverse", "Cook's Choice", "no-price")]
    [InlineData("square", "Gift of the House", "no-price")]
    [InlineData("woocommerce", "Dinner for Two", "part-of-set")]
    [InlineData("toast", "Chef Table", "no-price")]
    [InlineData("toast", "Add pickle", "choice")]
    [InlineData("toast", "Oyster Dozen", "other-place")]
    [InlineData("odoo", "Table Booking", "not-at-till")]
    [InlineData("clover-items", "Donation", "no-price")]
    public void What_is_not_taken_over_is_named(string file, string what, string reason) =>
    Assert.Contains(Read(file).Notes, n => n.What == what && n.Reason == reason);

    [Fact]
    public void A_dish_switched_off_there_comes_switched_off()
    {
        Assert.True(Read("square").Dishes.Single(d => d.Name == "Old Winter Pie").Off);
        Assert.True(Read("shopify").Dishes.Single(d => d.Name == "Spring Tart").Off);
        Assert.True(Read("tastyigniter").Dishes.Single(d => d.Name == "Yam Chips").Off);
    }

    [Fact]
    public void A_mark_of_diet_is_read_and_none_is_made_up()
    {
        var dishes = Read("petpooja").Dishes;
        Assert.Equal([Diet.Veg, Diet.NonVeg, Diet.Egg, null], dishes.Select(d => d.Diet));
    }

    [Fact]
    public void Each_allergen_column_counts() =>
        Assert.Equal(Allergens.Crustaceans | Allergens.Eggs | Allergens.Fish | Allergens.Gluten,
            Read("menuguide-allergens").Dishes.Single(d => d.Name == "Prawn Toast").Allergens);

    [Fact]
    public void A_file_of_no_known_program_is_read_by_its_columns()
    {
        var table = Table("generic-semicolon-cp1252");
        Assert.Null(OtherFormats.Find(table));
        var guess = OtherColumns.Guess(table);
        var menu = OtherColumns.Read(guess, table, Currency.Eur);
        Assert.Equal(["Käsespätzle 1250", "Rote Grütze 590", "Weißbier; 0,5 l 480", "Festplatte für 40 135590",
            "Kaffee „Crème“ 300"], menu.Dishes.Select(d => $"{d.Name} {d.PriceMinor}"));
    }

    [Theory]
    [InlineData("square.xlsx", "Square", 4, 5)]
    [InlineData("clover.xlsx", "Clover", 3, 4)]
    public void A_workbook_is_read_like_its_csv(string file, string format, int dishes, int lines)
    {
        Assert.Equal(format, OtherFormats.Find(Table(file)));
        var menu = Read(file);
        Assert.Equal((dishes, lines), (menu.Dishes.Count, menu.Dishes.Sum(d => Math.Max(1, d.Variants.Count))));
        Assert.Equal(Read(Path.ChangeExtension(file, null) is "clover" ? "clover-items" : "square")
            .Dishes.Select(d => $"{d.Name} {d.PriceMinor}"), menu.Dishes.Select(d => $"{d.Name} {d.PriceMinor}"));
    }

    [Fact]
    public void A_workbook_that_unpacks_to_too_much_is_refused() =>
        Assert.IsType<WorkbookUnreadable>(MenuFile.AnyText(Packed(new string('a', 40_000_000))).Error);

    [Fact]
    public void A_workbook_with_a_document_type_is_refused() => Assert.IsType<WorkbookUnreadable>(MenuFile.AnyText(
        Packed(
        "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet><sheetData><row><c "
            + "t='inlineStr'><is><t>&b;</t></is></c></row></sheetData></worksheet>")).Error);

    [Fact]
    public void A_cell_that_says_it_is_nowhere_is_left_out()
    {
        var text = MenuFile.AnyText(Packed(
            "<worksheet><sheetData><row><c r='b7'><v>9</v></c><c r='A1'><v>1</v></c><c r='B1' "
                + "t='s'><v>99999999999</v></c><c r='C1'><v>2</v></c></row></sheetData></worksheet>"));
        Assert.Equal("\"1\",\"\",\"2\"", text.Value!.Trim());
    }

    /// <summary>A workbook of this one sheet.</summary>
    private static byte[] Packed(string sheet)
    {
        using var packed = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(
            packed, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        using (var write = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml").Open()))
            write.Write(sheet);
        return packed.ToArray();
    }

    private static OtherMenu Read(string file) =>
        OtherFormats.Read(OtherFormats.Find(Table(file))!, Table(file), Currency.Inr);

    private static OtherTable Table(string file)
    {
        var text = MenuFile.AnyText(File.ReadAllBytes(
            Path.Combine(AppContext.BaseDirectory, "Menu", "files", file.Contains('.') ? file : file + ".csv")));
        Assert.True(text.Ok);
        var cut = MenuFile.Cut(text.Value);
        Assert.True(cut.Ok);
        return new(cut.Value.Rows);
    }
}
