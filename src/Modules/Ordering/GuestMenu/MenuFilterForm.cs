using Restpy.Menu.Contract;
using Restpy.Ordering.GuestPages;

namespace Restpy.Ordering.GuestMenu;

/// <summary>What to show of the menu, as a form that changes the address. It unfolds without script.</summary>
internal sealed class MenuFilterForm(GuestPlace place, MenuFilter filter)
{
    public void Write(Html html)
    {
        var words = place.Words;
        if (filter.IsEmpty) html.Add($"<details class=box><summary>{words["guest.filter"]}</summary>");
        else html.Add($"<details class=box><summary>{words["guest.filter"]}: {Summary()}</summary>");
        html.Add($"<form action=\"{place.Root}\">");
        if (place.Url() != place.Root) html.Add($"<input type=hidden name=branch value=\"{place.Branch.Key}\">");
        html.Add(
            $"<label class=up><b>{words["guest.filter.find"]}</b><input type=search name=q maxlength=40 "
                + $"value=\"{filter.Search}\"></label><fieldset><legend>{words["guest.filter.show"]}</legend>");
        foreach (var wish in Enum.GetValues<DietWish>())
            html.Add(
                $"<label><input type=radio name=diet "
                    + $"value=\"{(wish == DietWish.Everything ? "" : Word(wish))}\"{Checked(wish == filter.Diet)}>{words["guest.filter." + Word(wish)]}</label>");
        html.Add($"</fieldset><fieldset class=two><legend>{words["guest.filter.without"]}</legend>");
        foreach (var (allergen, word) in MenuFilter.All)
            html.Add(
                $"<label><input type=checkbox name=no "
                    + $"value={word}{Checked(filter.Without.HasFlag(allergen))}>{words["guest.allergen." + word]}</label>");
        html.Add($"</fieldset><button class=go>{words["guest.filter.apply"]}</button></form></details>");
        if (!filter.IsEmpty) html.Add($"<p><a href=\"{place.Url()}\">{words["guest.show-all"]}</a></p>");
    }

    /// <summary>What the card leaves out, said in words: a short card must not look like the whole one.</summary>
    private string Summary()
    {
        var parts = new List<string>();
        if (filter.Diet != DietWish.Everything) parts.Add(place.Words["guest.filter." + Word(filter.Diet)]);
        if (filter.Without != Allergens.None)
            parts.Add(place.Words["guest.filter.no", new
            {
                Allergens = new AllergenWords(place.Words).List(filter.Without),
            }]);
        if (filter.Search.Length > 0) parts.Add($"“{filter.Search}”");
        return string.Join(" · ", parts);
    }

    private static string Word(DietWish wish) => wish.ToString().ToLowerInvariant();

    private static Action<Html> Checked(bool on) => html =>
    {
        if (on) html.Add($" checked");
    };
}
