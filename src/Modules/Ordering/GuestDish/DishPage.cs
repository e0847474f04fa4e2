using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering.GuestPages;
using Restpy.Platform.Pictures;

namespace Restpy.Ordering.GuestDish;

/// <summary>One dish with all that can be chosen about it, as one form.</summary>
/// <param name="place">Where the guest is.</param>
/// <param name="dish">The dish.</param>
/// <param name="query">The menu's filter, to come back to the same card.</param>
/// <param name="hidden">Token and command id of the form.</param>
internal sealed class DishPage(GuestPlace place, MenuItem dish, string query, Action<Html> hidden)
{
    private readonly Platform.Web.Words _words = place.Words;
    private readonly AllergenWords _allergens = new(place.Words);
    private readonly string _lang = place.MenuLanguage == place.Language ? "" : $" lang={place.MenuLanguage}";

    public Html Write(DishFormValues typed, Error? error)
    {
        var html = new Html();
        GuestShell.Begin(html, place, dish.Name.In(place.MenuLanguage));
        GuestShell.Heading(html, place, place.Url(query: query) + "#" + dish.Code);
        html.Add($"<main data-less=\"{_words["guest.less"]}\" data-more=\"{_words["guest.more"]}\">");
        About(html);
        if (dish.SoldOut) html.Add($"<div class=box><p class=out>{_words["guest.sold-out"]}</p></div>");
        else if (place.Refusal is { } closed) html.Add($"<div class=box><p>{place.Say(closed)}</p></div>");
        else Form(html, typed, error);
        if (dish.SoldOut && error is not null) GuestShell.Problem(html, place.Say(error));
        html.Add($"</main>");
        GuestShell.End(html, place);
        return html;
    }

    private void About(Html html)
    {
        var (mark, word) = dish.Diet switch
        {
            Diet.Veg => ("veg", "diet.Veg"),
            Diet.Egg => ("egg", "diet.Egg"),
            _ => ("non", "diet.NonVeg"),
        };
        html.Add($"<h1 class=name{Lang}>{dish.Name.In(place.MenuLanguage)}</h1>");
        if (dish.PictureId is { } photo)
            html.Add(
                $"<img class=shot src=\"{PictureStore.Url(place.Restaurant.Slug, photo, PictureSize.Large)}\" "
                    + $"alt=\"{dish.Name.In(place.MenuLanguage)}\">");
        if (dish.Description.In(place.MenuLanguage) is { Length: > 0 } about) html.Add($"<p{Lang}>{about}</p>");
        html.Add(
            $"<p><i class={mark}></i>{_words[word]}{(dish.Vegan ? " · " + _words["guest.vegan"] : "")}{(dish.Allergens == Allergens.None ? "" : " · " + _allergens.Contains(dish.Allergens))}</p>");
        if (dish.Variants.Count == 0)
            html.Add($"<p class=cost>{CardPrice.Of(dish.PriceMinor, place.Restaurant.Currency)}</p>");
        if (dish is { SoldOut: false, Left: { } left })
            html.Add($"<p class=out>{_words["guest.only-left", new { Count = left }]}</p>");
    }

    private void Form(Html html, DishFormValues typed, Error? error)
    {
        html.Add(
            $"<form method=post action=\"{place.Url("/dish/" + dish.Id, query)}\" data-price={dish.PriceMinor} "
                + $"data-digits={place.Restaurant.Currency.MinorDigits} "
                + $"data-currency={place.Restaurant.Currency.Code}>{hidden}");
        if (error is not null) GuestShell.Problem(html, place.Say(error));
        if (dish.Variants.Count > 0) Variants(html, typed, error);
        for (var i = 0; i < dish.Groups.Count; i++) Group(html, dish.Groups[i], i, typed, error);
        html.Add(
            $"<label class=up><b>{_words["guest.note"]}</b><input name=note maxlength={DishSelection.MaxNote} "
                + $"autocomplete=off value=\"{typed.Note}\"{Invalid(error, "note")}></label>");
        FieldError(html, error, "note");
        html.Add(
            $"<label class=row><b>{_words["guest.quantity"]}</b><input type=number name=quantity inputmode=numeric "
                + $"min=1 max={GuestLimits.MaxOfDish} "
                + $"value={Math.Max(1, typed.Quantity)}{Invalid(error, "quantity")}></label>");
        FieldError(html, error, "quantity");
        html.Add($"<div class=bar><button class=go><span>{_words["guest.add"]}</span></button></div></form>");
    }

    private void Variants(Html html, DishFormValues typed, Error? error)
    {
        html.Add($"<fieldset{Invalid(error, "variantId")}><legend>{_words["guest.variant"]}</legend>");
        foreach (var v in dish.Variants)
            html.Add(
                $"<label><input type=radio name=variant value={v.Id} data-p={v.PriceMinor} "
                    + $"required{Checked(v.Id == typed.VariantId)}><span{Lang}>{v.Name.In(place.MenuLanguage)}</span><span class=num>{CardPrice.Of(v.PriceMinor, place.Restaurant.Currency)}</span></label>");
        FieldError(html, error, "variantId");
        html.Add($"</fieldset>");
    }

    /// <summary>
    /// One of them: radios, so that the browser keeps to it without script. Several: boxes, and the server counts.
    /// </summary>
    private void Group(Html html, MenuModifierGroup group, int number, DishFormValues typed, Error? error)
    {
        var chosen = group.Modifiers.Count(m => typed.ModifierIds.Contains(m.Id));
        var wrong = error is { Field: "modifierIds" } && (chosen < group.Min || chosen > group.Max) ? error : null;
        html.Add(
            $"<fieldset{Invalid(wrong, "modifierIds")}><legend><span{Lang}>{group.Name.In(place.MenuLanguage)}</span> <small>{Rule(group)}</small></legend>");
        var one = group.Max == 1;
        if (one && group.Min == 0)
            html.Add(
                $"<label><input type=radio name=mod{number} "
                    + $"value=\"\"{Checked(chosen == 0)}>{_words["guest.no-wish"]}</label>");
        foreach (var m in group.Modifiers)
        {
            if (one)
                html.Add(
                    $"<label><input type=radio name=mod{number} value={m.Id} "
                        + $"data-p={m.PriceMinor}{(group.Min == 1 ? " required" : "")}{Checked(typed.ModifierIds.Contains(m.Id))}>");
            else html.Add(
            $"<label><input type=checkbox name=mod{number} value={m.Id} "
                + $"data-p={m.PriceMinor}{Checked(typed.ModifierIds.Contains(m.Id))}>");
            html.Add($"<span><span{Lang}>{m.Name.In(place.MenuLanguage)}</span>");
            if (m.Allergens != Allergens.None) html.Add($" <small>{_allergens.List(m.Allergens)}</small>");
            html.Add($"</span>");
            if (m.PriceMinor != 0)
                html.Add(
                    $"<span class=num>{(m.PriceMinor > 0 ? "+ " : "")}{CardPrice.Of(m.PriceMinor, place.Restaurant.Currency)}</span>");
            html.Add($"</label>");
        }
        FieldError(html, wrong, "modifierIds");
        html.Add($"</fieldset>");
    }

    private string Rule(MenuModifierGroup group) => (group.Min, group.Max) switch
    {
        (1, 1) => _words["guest.choose-one"],
        (0, 1) => _words["guest.choose-at-will"],
        (0, _) => _words["guest.choose-up-to", new { group.Max }],
        var (min, max) when min == max => _words["guest.choose-exactly", new { group.Min }],
        _ => _words["guest.choose-between", new { group.Min, group.Max }],
    };

    private void FieldError(Html html, Error? error, string field)
    {
        if (error?.Field == field) html.Add($"<p class=bad>{place.Say(error)}</p>");
    }

    private static Action<Html> Invalid(Error? error, string field) => html =>
    {
        if (error?.Field == field) html.Add($" aria-invalid=true");
    };

    private static Action<Html> Checked(bool on) => html =>
    {
        if (on) html.Add($" checked");
    };

    private void Lang(Html html)
    {
        if (_lang.Length > 0) html.Add($"{_lang}");
    }
}
