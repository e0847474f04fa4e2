using Restpy.Pricing;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Ordering.GuestPages;
using Restpy.Platform.Pictures;

namespace Restpy.Ordering.GuestMenu;

/// <summary>
/// The menu as a printed card. A dish is few lines, because a hundred of them have to fit, with the sheet, into the
/// first round trip: 14.6 KB compressed. The whole line of a dish is the link to its page.
/// </summary>
internal sealed class MenuCard(GuestPlace place, BranchMenu menu, MenuFilter filter)
{
    private const int FewLeft = 5;
    private readonly string _language = place.MenuLanguage;
    private readonly string _lang = place.MenuLanguage == place.Language ? "" : place.MenuLanguage;
    private readonly string _query = filter.Query;
    private readonly AllergenWords _allergens = new(place.Words);
    private readonly string _veg = place.Words["diet.Veg"], _egg = place.Words["diet.Egg"], _non =
        place.Words["diet.NonVeg"], _vegan = place.Words["guest.vegan"];
    private readonly string _soldOut = place.Words["guest.sold-out"];

    /// <param name="bar">What stands at the bottom: the basket of a guest who has one.</param>
    public Html Write(Action<Html>? bar = null)
    {
        var html = new Html();
        var shown = menu.Categories.Select(
            c => (Category: c, Dishes: c.Items.Where(i => filter.Shows(i, _language)).ToList()))
            .Where(s => s.Dishes.Count > 0).ToList();
        GuestShell.Begin(html, place, "");
        Heading(html);
        if (shown.Count > 1) Strip(html, shown.Select(s => s.Category));
        if (place.TakesOrders) html.Add($"<main class=pick data-add=\"{place.Words["guest.add"]}\">");
        else html.Add($"<main>");
        new MenuFilterForm(place, filter).Write(html);
        foreach (var (category, dishes) in shown) Section(html, category, dishes);
        if (shown.Count == 0)
            html.Add(
                $"<div class=box><p>{place.Words["guest.no-dish-fits"]}</p><p><a "
                    + $"href=\"{place.Url()}\">{place.Words["guest.show-all"]}</a></p></div>");
        Footer(html);
        html.Add($"</main>");
        bar?.Invoke(html);
        GuestShell.End(html, place);
        return html;
    }

    private void Heading(Html html)
    {
        html.Add($"<header>");
        if (place.Restaurant.LogoId is { } logo)
            html.Add(
                $"<img class=logo src=\"{PictureStore.Url(place.Restaurant.Slug, logo, PictureSize.Small)}\" "
                    + $"alt=\"\" width=72>");
        html.Add($"<h1>{place.Restaurant.Name}</h1>");
        if (place.IsTable)
            html.Add(
                $"<p>{GuestShell.Where(place)} · <a "
                    + $"href=\"{place.Url("/order")}\">{place.Words["guest.your-order"]}</a></p>");
        else Web(html);
        if (place.Closed is { } closed) html.Add($"<p class=bad>{place.Say(closed)}</p>");
        html.Add($"<p class=langs>");
        foreach (var (language, name) in Languages)
        {
            if (language == place.Language) html.Add($"<b>{name}</b> ");
            else html.Add($"<a lang={language} href=\"{place.Url(query: Joined("lang=" + language))}\">{name}</a> ");
        }
        html.Add($"</p></header>");
    }

    private void Web(Html html)
    {
        html.Add($"<p>{place.Branch.Name} · {place.Branch.Address}</p>");
        if (place.TakesOrders)
            html.Add($"<p>{place.Words["guest.pickup-promise", new { Minutes = place.Branch.PickupMinutes }]}</p>");
        if (place.Restaurant.Branches.Count < 2) return;
        html.Add($"<p class=langs>");
        foreach (var branch in place.Restaurant.Branches)
        {
            if (branch.Id == place.Branch.Id) html.Add($"<b>{branch.Name}</b> ");
            else html.Add($"<a href=\"{(place with { Branch = branch }).Url(query: _query)}\">{branch.Name}</a> ");
        }
        html.Add($"</p>");
    }

    private void Strip(Html html, IEnumerable<MenuCategory> categories)
    {
        html.Add($"<nav aria-label=\"{place.Words["guest.menu"]}\">");
        foreach (var category in categories) html.Add($"<a href=\"#{category.Key}\">{category.Name.In(_language)}</a>");
        html.Add($"</nav>");
    }

    private void Section(Html html, MenuCategory category, List<MenuItem> dishes)
    {
        html.Add($"<section id=\"{category.Key}\"><h2{Lang}>{category.Name.In(_language)}</h2>");
        foreach (var dish in dishes) Dish(html, dish);
        html.Add($"</section>");
    }

    private void Dish(Html html, MenuItem dish)
    {
        html.Add($"<article class=dish id=\"{dish.Code}\"><h3{Lang}>");
        if (place.Restaurant.ShowsDiet) Diet(html, dish.Diet);
        html.Add($"<a href=\"{place.Url("/dish/" + dish.Id, _query)}\">");
        if (dish.SoldOut) html.Add($"<s>{dish.Name.In(_language)}</s></a></h3>");
        else html.Add($"{dish.Name.In(_language)}</a></h3>");
        Price(html, dish);
        var about = dish.Description.In(_language);
        var contains = _allergens.Contains(dish.Allergens);
        html.Add($"<div>");
        // Lazy: a photo out of sight costs no byte of the first round trip.
        if (dish.PictureId is { } photo)
            html.Add(
                $"<img class=pic loading=lazy "
                    + $"src=\"{PictureStore.Url(place.Restaurant.Slug, photo, PictureSize.Small)}\" alt=\"\" "
                    + $"width=80 height=80>");
        if (dish.SoldOut) html.Add($"<p class=out>{_soldOut}");
        else if (dish.Left is > 0 and <= FewLeft)
            html.Add($"<p class=out>{place.Words["guest.only-left", new { Count = dish.Left }]}");
        if (about.Length > 0) html.Add($"<p{Lang}>{about}");
        if (dish.Vegan) html.Add($"<p>{_vegan}{(contains.Length > 0 ? " · " : "")}{contains}");
        else if (contains.Length > 0) html.Add($"<p>{contains}");
        html.Add($"</div></article>");
    }

    private void Diet(Html html, Diet diet)
    {
        switch (diet)
        {
            case Menu.Contract.Diet.Veg: html.Add($"<i class=veg role=img aria-label=\"{_veg}\"></i>"); break;
            case Menu.Contract.Diet.Egg: html.Add($"<i class=egg role=img aria-label=\"{_egg}\"></i>"); break;
            default: html.Add($"<i class=non role=img aria-label=\"{_non}\"></i>"); break;
        }
    }

    private void Price(Html html, MenuItem dish)
    {
        if (dish.SoldOut) html.Add($"<p class=num>");
        else html.Add($"<p class=price>");
        if (dish.Variants.Count == 0) html.Add($"{CardPrice.Of(dish.PriceMinor, place.Restaurant.Currency)}</p>");
        else html.Add(
        $"{place.Words["guest.from", new { Price = CardPrice.Of(dish.Variants.Min(v => v.PriceMinor), place.Restaurant.Currency) }]}</p>");
    }

    /// <summary>
    /// Whether the prices are all there is to pay: the law of the place decides, so the tax profile says it.
    /// </summary>
    private void Footer(Html html)
    {
        var inclusive = TaxPack.Default.Profile(place.Branch.TaxProfile, place.Today) is
        { Succeeded: true, Value.PriceMode: PriceMode.Inclusive };
        html.Add(
            $"<footer><p>{place.Words[inclusive ? "guest.prices-with-tax" : "guest.prices-before-tax"]}<p>{place.Words["guest.allergy-ask"]}");
        if (place.Branch.FoodLicence.Length > 0) html.Add($"<p>FSSAI {place.Branch.FoodLicence}");
        html.Add($"</footer>");
    }

    /// <summary>The language of the dishes, where the page around them is in another.</summary>
    private void Lang(Html html)
    {
        if (_lang.Length > 0) html.Add($" lang={_lang}");
    }

    private string Joined(string more) => _query.Length == 0 ? more : $"{_query}&{more}";

    /// <summary>Each named in itself: who needs another language cannot read this one.</summary>
    private static readonly IReadOnlyList<(string, string)> Languages =
        [("en", "English"), ("hi", "हिन्दी"), ("fr", "Français")];
}
