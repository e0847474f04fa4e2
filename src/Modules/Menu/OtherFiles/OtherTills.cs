using Restpy.Kernel;
using Restpy.Menu.Contract;

namespace Restpy.Menu.OtherFiles;

/// <summary>Tills whose files need more than grouping by a key.</summary>
internal static class OtherTills
{
    /// <summary>
    /// One row for each resolved price. Of several places the first is taken, of prices by the hour none.
    /// </summary>
    public static OtherMenu Toast(OtherTable table, Currency currency)
    {
        var (menu, prices) = (new OtherMenu(), OtherPrices.Of([], currency));
        foreach (var row in table.Rows)
        {
            var name = OtherTable.Text(row["name"], MenuRules.LongestName);
            if (!row.Is("entity type", "menu_item"))
            {
                menu.Leave(row, name, "choice");
                continue;
            }
            var key = row["version id or operation id"];
            if (menu.Find(key) is not null)
            {
                menu.Leave(row, name, "other-place");
                continue;
            }
            var price = prices.Read(
                row.Is("pricing strategy", "open_price") ? "" : row.First("location-specific base price", "price"));
            if (!price.Ok) menu.Problems.Add((row.Number, "price", price.Error));
            else menu.Add(key,
                new(name, OtherTable.Text(OtherFormats.First(row["menu group(s)"]), MenuRules.LongestName))
                {
                    Code = row["plu"], PriceMinor = price.Value
                });
            if (row["time price"].Length > 0) menu.Leave(row, name, "hour-price");
        }
        return menu;
    }

    /// <summary>Variations stand to the right, in blocks whose headings repeat: they are read by position.</summary>
    public static OtherMenu PetpoojaAdd(OtherTable table, Currency currency)
    {
        var menu = new OtherMenu();
        var blocks = Enumerable.Range(0, table.Headings.Count - 1)
            .Where(i => table.Headings[i] == "variation" && table.Headings[i + 1] == "variation_price").ToList();
        var prices = OtherPrices.Of(table.Rows.Select(r => r["price"])
            .Concat(table.Rows.SelectMany(r => blocks.Select(b => r[b + 1]))), currency);
        foreach (var row in table.Rows)
        {
            var name = OtherTable.Text(row["name"], MenuRules.LongestName);
            var price = prices.Read(row["price"]);
            if (!price.Ok) menu.Problems.Add((row.Number, "price", price.Error));
            else if (name.Length > 0)
            {
                var dish = menu.Add(
                    $"{name}|{row["category"]}", new(name, OtherTable.Text(row["category"], MenuRules.LongestName))
                    {
                        Code = row["short_code"],
                        Description = OtherTable.Text(row["description"], MenuRules.LongestDescription),
                        Diet = OtherFormats.DietOf(row["attributes"]), PriceMinor = price.Value,
                    });
                foreach (var block in blocks.Where(b => row[b].Length > 0))
                    if (prices.Read(row[block + 1]) is { Ok: true, Value: > 0 and var minor })
                        dish.Variants.Add((OtherTable.Text(row[block], MenuRules.LongestName), minor));
                if (row["addon_group_name"].Length > 0)
                    menu.Leave(row, $"{name} · {row["addon_group_name"]}", "choice");
            }
        }
        return menu;
    }

    /// <summary>
    /// Heading rows are categories, and each allergen is a column: any word but "no" in it means that it is there.
    /// </summary>
    public static OtherMenu MenuGuide(OtherTable table, Currency currency)
    {
        var (menu, prices, category) =
            (new OtherMenu(), OtherPrices.Of(table.Rows.Select(r => r["item-price"]), currency), "");
        foreach (var row in table.Rows)
        {
            var name = OtherTable.Text(row["item-name"], MenuRules.LongestName);
            if (row.Is("is-header", "true"))
            {
                category = name;
                continue;
            }
            var price = prices.Read(row["item-price"]);
            if (!price.Ok)
            {
                menu.Problems.Add((row.Number, "item-price", price.Error));
                continue;
            }
            var dish = menu.Add($"{row.Number}", new(name, category)
            {
                Description = OtherTable.Text(row["item-description"], MenuRules.LongestDescription),
                PriceMinor = price.Value,
            });
            foreach (var heading in table.Headings)
                if (MenuWords.TryAllergen(heading, out var allergen) && !row.Is(heading, "", "no", "false", "0"))
                    dish.Allergens |= allergen;
        }
        return menu;
    }
}

/// <summary>Shops whose variations name their parent.</summary>
internal static class OtherShops
{
    public static OtherMenu Woo(OtherTable table, Currency currency)
    {
        var (menu, prices) = (new OtherMenu(),
            OtherPrices.Of(table.Rows.SelectMany(r => new[] { r["regular price"], r["sale price"] }), currency));
        var parents = new Dictionary<string, OtherDish>();
        foreach (var row in table.Rows.Where(r => !IsA(r, "variation")))
        {
            var name = OtherTable.Text(row["name"], MenuRules.LongestName);
            if (IsA(row, "grouped") || IsA(row, "external"))
            {
                menu.Leave(row, name, "part-of-set");
                continue;
            }
            var price = prices.Read(row["regular price"]);
            if (!price.Ok)
            {
                menu.Problems.Add((row.Number, "regular price", price.Error));
                continue;
            }
            var dish = menu.Add($"{row.Number}",
                new(name, OtherTable.Text(OtherFormats.First(row["categories"]), MenuRules.LongestName))
                {
                    Code = row["sku"],
                    Description = OtherTable.Text(row.First("description", "short description"),
                    MenuRules.LongestDescription), PriceMinor = price.Value, Off = row["published"] != "1",
                });
            parents["id:" + row["id"]] = dish;
            if (row["sku"].Length > 0) parents[row["sku"]] = dish;
        }
        // After the parents: a variation may stand before its own.
        foreach (var row in table.Rows.Where(r => IsA(r, "variation")))
        {
            var variant = OtherTable.Text(
                string.Join(" · ", new[] { row["attribute 1 value(s)"], row["attribute 2 value(s)"] }.Where(
                    v => v.Length > 0)), MenuRules.LongestName);
            if (!parents.TryGetValue(row["parent"], out var dish)) menu.Leave(row, row["name"], "no-parent");
            else if (prices.Read(row["regular price"]) is { Ok: true, Value: > 0 and var minor } && variant.Length > 0)
                dish.Variants.Add((variant, minor));
            else menu.Leave(row, $"{dish.Name} · {variant}", "no-price");
        }
        return menu;
    }

    /// <summary>A cell may name several: "simple, virtual".</summary>
    private static bool IsA(OtherRow row, string type) =>
        row["type"].Split(',', StringSplitOptions.TrimEntries).Contains(type);
}
