using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Restpy.Kernel;
using Restpy.Menu.Contract;

namespace Restpy.Menu.Dishes;

/// <summary>What of the menu the list shows, as it stands in the address.</summary>
internal sealed record DishFilter
{
    public string? Q { get; init; }
    public string? Category { get; init; }
    public string? Diet { get; init; }
    public string? Station { get; init; }

    /// <summary>on, out, off, archived; nothing: all but the archived.</summary>
    public string? State { get; init; }

    /// <summary>name, code, price, with a minus in front the other way round; nothing: as on the menu.</summary>
    public string? Sort { get; init; }
    public string? Branch { get; init; }

    /// <summary>A number, or all.</summary>
    public string? P { get; init; }

    public bool Narrows =>
        Q is not null || Category is not null || Diet is not null || Station is not null || State is not null;

    public IEnumerable<DishRow> Of(IEnumerable<DishRow> rows, string language)
    {
        var found = rows.Where(r => Matches(r) && (Q is null || Contains(r.Item, Q)));
        var names = StringComparer.Create(CultureInfo.GetCultureInfo(language), CompareOptions.IgnoreCase);
        return Sort switch
        {
            "name" => found.OrderBy(r => r.Item.Name.In(language), names),
            "-name" => found.OrderByDescending(r => r.Item.Name.In(language), names),
            "code" => found.OrderBy(r => r.Item.Code, StringComparer.Ordinal),
            "-code" => found.OrderByDescending(r => r.Item.Code, StringComparer.Ordinal),
            "price" => found.OrderBy(r => r.PriceMinor),
            "-price" => found.OrderByDescending(r => r.PriceMinor),
            _ => found,
        };
    }

    /// <summary>
    /// The address of the list with these fields changed; without a page of its own it starts at the first.
    /// </summary>
    public string Url(Func<DishFilter, DishFilter> change, string? handler = null)
    {
        var to = change(this with { P = null });
        var query = new QueryBuilder();
        foreach (var (key, value) in new[] {
            ("handler", handler), ("q", to.Q), ("category", to.Category), ("diet", to.Diet), ("station", to.Station),
            ("state", to.State), ("sort", to.Sort), ("branch", to.Branch), ("p", to.P) })
            if (!string.IsNullOrEmpty(value)) query.Add(key, value);
        return "/staff/menu" + query.ToQueryString();
    }

    private bool Matches(DishRow row) =>
        (Category is null || row.CategoryKey == Category)
        && (Diet is null || (Diet == "vegan" ? row.Item.Vegan : MenuWords.Of(row.Item.Diet) == Diet))
        && (Station is null || row.Item.Station == Station)
        && (State is null ? row.State != DishState.Archived
            : row.State.ToString().Equals(State, StringComparison.OrdinalIgnoreCase));

    /// <summary>In any language, without regard to case and accents: "puree" finds "purée".</summary>
    private static bool Contains(Item item, string wanted) =>
        SearchText.Fold(wanted.Trim()) is var folded
            && item.Name.Texts.Values.Append(item.Code).Any(text => SearchText.Has(text, folded));
}

/// <summary>A dish as one branch has it.</summary>
internal sealed record DishRow(Item Item, string CategoryKey, LocalText CategoryName, long PriceMinor, bool OwnPrice,
    DishState State, int? Left, DateTimeOffset? SoldOutAt, string SoldOutBy);
