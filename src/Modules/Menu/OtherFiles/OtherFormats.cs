using Restpy.Kernel;
using Restpy.Menu.Contract;

namespace Restpy.Menu.OtherFiles;

/// <summary>
/// The files of other programs, each by headings that no other has, in this order. Headings change over the years: what
/// is not known is passed over.
/// </summary>
internal static class OtherFormats
{
    private static readonly (string Format, Func<OtherTable, bool> Is)[] All =
    [
        ("Toast", t => t.Has("operation id", "entity type", "pricing strategy")),
        ("Square", t => t.Has("item name", "variation name") && (t.Has("token") || t.Has("reference handle"))),
        ("Loyverse", t => t.Has("handle", "sku", "name")
            && (t.HasLike("price [") || t.HasLike("available for sale [") || t.Has("sold by weight"))),
        ("Shopify", t => t.Has("title", "option1 name") && (t.Has("url handle") || t.Has("handle", "variant price"))),
        ("WooCommerce", t => t.Has("type", "sku", "name")
            && (t.Has("regular price") || t.Has("visibility in catalog"))),
        ("Clover", t => t.Has("clover id", "price type")),
        ("Petpooja", t => t.Has("item id", "item type", "online display name", "dietary")),
        ("Petpooja add", t => t.Has("short_code_2", "goods_services", "variation_group_name")),
        ("Petpooja list", t => t.Has("item_online_displayname", "variation_name")),
        ("Odoo", t => t.Has("default_code", "list_price") || t.Has("internal reference", "sales price")),
        ("TastyIgniter", t => t.Has("id", "name", "price", "minimum quantity")),
        ("Menu Guide", t => t.Has("item-name") && (t.Has("is-header") || t.Has("gluten"))),
    ];

    public static IEnumerable<string> Names => All.Select(f => f.Format);

    /// <returns>Null where the person has to name the columns.</returns>
    public static string? Find(OtherTable table) => Array.Find(All, f => f.Is(table)).Format;

    public static OtherMenu Read(string format, OtherTable table, Currency currency) => (format switch
    {
        "Toast" => OtherTills.Toast(table, currency),
        "WooCommerce" => OtherShops.Woo(table, currency),
        "Petpooja add" => OtherTills.PetpoojaAdd(table, currency),
        "Menu Guide" => OtherTills.MenuGuide(table, currency),
        _ => Grouped(Layouts[format], table, currency),
    }).Finished();

    /// <summary>Rows with one key are one dish; each names a variant and its price.</summary>
    internal sealed record Layout(Func<OtherRow, string> Key, Func<OtherRow, string> Name,
        Func<OtherRow, string> Category, Func<OtherRow, string> Price, Func<OtherRow, string> Variant)
    {
        public Func<OtherRow, string> Code { get; init; } = r => r.First("sku", "variant sku");
        public Func<OtherRow, string> Description { get; init; } = r => r.First("description", "body (html)");
        public Func<OtherRow, bool> IsOff { get; init; } = _ => false;

        /// <summary>
        /// Rows that are no dish and no variant, with the reason that is shown; an empty reason says nothing.
        /// </summary>
        public Func<OtherRow, string?> Left { get; init; } = _ => null;
    }

    private static readonly Dictionary<string, Layout> Layouts = new()
    {
        ["Loyverse"] = new(r => r["handle"], r => r["name"], r => r["category"],
            r => r.FirstLike("price [") is { Length: > 0 } p ? p
            : r.First("default price", "price"),
            r => Join(r["option 1 value"], r["option 2 value"], r["option 3 value"]))
        {
            Left = r => r["sku of included item"].Length > 0 ? "part-of-set" : null,
            IsOff = r => r.FirstLike("available for sale [").Equals("N", StringComparison.OrdinalIgnoreCase),
        },
        ["Square"] = new(r => r["item name"], r => r.First("customer-facing name", "item name"),
            r => First(r.First("reporting category", "categories", "category")),
            r => r.FirstLike("price ") is { Length: > 0 } own && r["price"].Length == 0 ? own
            : r["price"], r => r["variation name"] is "Regular" ? "" : r["variation name"])
        {
            IsOff = r => r.Is("archived", "y") || r.Is("sellable", "n"),
        },
        ["Shopify"] = new(r => r.First("url handle", "handle"), r => r["title"],
            r => r.First("type", "product category"), r => r.First("price", "variant price"),
            r => Join(OptionName(r["option1 value"]), r["option2 value"], r["option3 value"]))
        {
            Left = r => r.First("price", "variant price").Length == 0 && r["title"].Length == 0 ? "" : null,
            IsOff = r => r.Is("status", "draft", "archived"),
        },
        ["Clover"] = new(r => r["name"] + "|" + r["categories"], r => r["name"], r => First(r["categories"]),
            r => r.Is("price type", "variable") ? "" : r["price"], r => r["variant option"])
        {
            IsOff = r => r.Is("hidden", "yes"),
        },
        ["Petpooja"] = new(r => r["item name"] + "|" + r["category"], r => r["item name"], r => r["category"],
            r => r["price"], r => r["variation"])
        {
            Code = r => r["short code"], IsOff = r => r.Is("dine-in qr", "no"),
        },
        ["Petpooja list"] = new(r => r["name"] + "|" + r["category"], r => r["name"], r => r["category"],
            r => r["price"], r => r["variation_name"])
        { Code = r => r["short_code"] },
        ["Odoo"] = new(r => r.First("external id", "id"), r => r["name"],
            r => First(r.First("point of sale category", "product category", "pos_categ_ids/id", "categ_id/id")),
            r => r.First("sales price", "list_price"), _ => "")
        {
            Code = r => r.First("internal reference", "default_code"),
            Description = r => r.First("sales description", "description_sale"),
            Left = r => r["name"].Length == 0 ? "attribute" : r.Is("available in pos", "false")
            || r.Is("available_in_pos", "false") ? "not-at-till" : null,
        },
        ["TastyIgniter"] = new(r => r["id"], r => r["name"],
            r => First(r["category"].Replace("\\|", "\u0002").Replace('|', ',')).Replace('\u0002', '|'),
            r => r["price"], _ => "")
        {
            Code = _ => "", IsOff = r => r.Is("status", "0"),
        },
    };

    internal static OtherMenu Grouped(Layout layout, OtherTable table, Currency currency)
    {
        var (menu, prices, key) = (new OtherMenu(), OtherPrices.Of(table.Rows.Select(layout.Price), currency), "");
        foreach (var row in table.Rows)
        {
            if (layout.Left(row) is { } reason)
            {
                if (reason.Length > 0)
                    menu.Leave(row, layout.Name(row) is { Length: > 0 } named ? named : layout.Key(row), reason);
                continue;
            }
            // A later row of the same dish may leave its name empty.
            key = layout.Key(row) is { Length: > 0 } own ? own : key;
            var name = OtherTable.Text(layout.Name(row), MenuRules.LongestName);
            var dish = menu.Find(key) ?? (name.Length == 0 ? null : menu.Add(key, New(layout, row, name)));
            var price = prices.Read(layout.Price(row));
            if (dish is null) menu.Leave(row, "", "no-name");
            else if (!price.Ok) menu.Problems.Add((row.Number, "price", price.Error));
            else if (OtherTable.Text(layout.Variant(row), MenuRules.LongestName) is { Length: > 0 } variant)
            {
                if (price.Value is > 0 and var minor) dish.Variants.Add((variant, minor));
                else menu.Leave(row, $"{dish.Name} · {variant}", "no-price");
            }
            else dish.PriceMinor ??= price.Value;
        }
        return menu;
    }

    private static OtherDish New(Layout layout, OtherRow row, string name) =>
        new(name, OtherTable.Text(layout.Category(row), MenuRules.LongestName))
        {
            Code = layout.Code(row),
            Description = OtherTable.Text(layout.Description(row), MenuRules.LongestDescription),
            Off = layout.IsOff(row), Diet = DietOf(row.First("dietary", "attributes")),
        };

    internal static Diet? DietOf(string mark) => mark.ToLowerInvariant() switch
    {
        "veg" => Diet.Veg,
        "egg" => Diet.Egg,
        "non-veg" or "nonveg" or "non veg" => Diet.NonVeg,
        _ => null,
    };

    /// <summary>
    /// The last part of the first path: "Food > Soups, Lunch" is Soups; an id in brackets is no part of it.
    /// </summary>
    internal static string First(string list)
    {
        var first = list.Replace("\\,", "\u0001", StringComparison.Ordinal).Split(',')[0].Replace('\u0001', ',');
        var leaf = first.Split('>')[^1].Trim();
        return leaf.EndsWith(')') && leaf.LastIndexOf(" (", StringComparison.Ordinal) is > 0 and var at ? leaf[..at]
            : leaf;
    }

    private static string OptionName(string option) => option == "Default Title" ? "" : option;

    private static string Join(params string[] parts) => string.Join(" · ", parts.Where(p => p.Length > 0));
}
