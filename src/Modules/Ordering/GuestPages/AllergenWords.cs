using Restpy.Menu.Contract;
using Restpy.Platform.Web;

namespace Restpy.Ordering.GuestPages;

/// <summary>Allergens in words of the guest's language; each sentence is made once a page.</summary>
internal sealed class AllergenWords(Words words)
{
    private readonly Dictionary<Allergens, string> _sentences = [];

    /// <summary>
    /// "Contains milk, nuts", or nothing: that nothing is listed is no promise that nothing is in it.
    /// </summary>
    public string Contains(Allergens allergens)
    {
        if (allergens == Allergens.None) return "";
        if (_sentences.TryGetValue(allergens, out var known)) return known;
        return _sentences[allergens] = words["guest.contains", new { Allergens = List(allergens) }];
    }

    public string List(Allergens allergens) =>
        string.Join(", ", MenuFilter.All.Where(a => allergens.HasFlag(a.Allergen))
            .Select(a => words["guest.allergen." + a.Word]));
}
