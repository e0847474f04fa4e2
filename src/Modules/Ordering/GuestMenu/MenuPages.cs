using System.Collections.Concurrent;
using System.Security.Cryptography;
using Restpy.Menu.Contract;
using Restpy.Ordering.GuestPages;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Ordering.GuestMenu;

/// <summary>
/// Menu pages as they go over the wire, made once and kept until the menu or the settings are others. A guest without a
/// basket costs a look-up here and a copy to the socket.
/// </summary>
internal sealed class MenuPages
{
    // 90 kB each in all three forms; a page nobody asks for any more goes with the rest when they are too many.
    private const int Most = 400;
    private readonly ConcurrentDictionary<Key, Kept> _pages = new();

    /// <summary>
    /// A page in all the forms phones ask for it in. The tag is that of the content, so a rebuilt equal page is still
    /// theirs.
    /// </summary>
    internal sealed record Kept(BranchMenu Menu, RestaurantInfo Restaurant, string Tag, ReadOnlyMemory<byte> Plain,
        Lazy<ReadOnlyMemory<byte>> Brotli, Lazy<ReadOnlyMemory<byte>> Gzip)
    {
        public ReadOnlyMemory<byte> In(string encoding) =>
            encoding switch { "br" => Brotli.Value, "gzip" => Gzip.Value, _ => Plain };
    }

    /// <summary>Another table is another page: its number and its token stand on it.</summary>
    private readonly record struct Key(
        Guid Restaurant, Guid Branch, string Root, string Label, string Language, DietWish Diet, Allergens Without);

    public Kept Of(GuestPlace place, BranchMenu menu, MenuFilter filter)
    {
        // What somebody typed is hardly typed again, and would let anybody fill the memory.
        if (filter.Search.Length > 0) return Make(place, menu, filter, null);
        var key = new Key(place.Restaurant.Id, place.Branch.Id, place.Root, place.Table?.Number ?? "", place.Language,
            filter.Diet, filter.Without);
        // The very objects, not their versions: whoever changed them made new ones.
        if (_pages.TryGetValue(key, out var kept) && ReferenceEquals(kept.Menu, menu)
            && ReferenceEquals(kept.Restaurant, place.Restaurant)) return kept;
        var made = Make(place, menu, filter, kept);
        if (_pages.Count >= Most) _pages.Clear();
        return _pages[key] = made;
    }

    private static Kept Make(GuestPlace place, BranchMenu menu, MenuFilter filter, Kept? before)
    {
        var bytes = new MenuCard(place, menu, filter).Write().Bytes;
        var tag = Convert.ToHexStringLower(SHA256.HashData(bytes.Span)[..10]);
        // A dish counted down changes the menu with every order and the card with none but the last few.
        if (before?.Tag == tag) return before with { Menu = menu, Restaurant = place.Restaurant };
        var kept = filter.Search.Length == 0;
        return new(menu, place.Restaurant, tag, bytes, new(() => GuestPage.Compress(bytes, "br", kept)),
            new(() => GuestPage.Compress(bytes, "gzip", kept)));
    }
}
