using Microsoft.EntityFrameworkCore;
using Restpy.Pricing;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Platform.Data;

namespace Restpy.Ordering.GuestPages;

/// <summary>One line of a basket as the menu of this moment sees it.</summary>
/// <param name="Chosen">Priced and complete, or null when it cannot be had any more.</param>
/// <param name="Problem">Why not.</param>
/// <param name="Name">The dish, where the menu still knows it.</param>
internal sealed record BasketEntry(BasketLine Line, ChosenLine? Chosen, Error? Problem, LocalText? Name);

/// <summary>What one phone has chosen so far.</summary>
/// <param name="Bill">As the bill of exactly these dishes would be; null for an empty basket.</param>
/// <param name="Refusal">Why no price could be formed.</param>
internal sealed record PricedBasket(IReadOnlyList<BasketEntry> Entries, PricedBill? Bill, Error? Refusal)
{
    public static readonly PricedBasket Empty = new([], null, null);

    /// <summary>The lines that can be had.</summary>
    public IEnumerable<BasketEntry> Good => Entries.Where(e => e.Chosen is not null);

    public int Pieces => Good.Sum(e => e.Line.Quantity);
}

/// <summary>Finds the basket of a phone and prices it by the one engine, every time anew.</summary>
internal sealed class BasketReader(RestpyDb db)
{
    public async Task<PricedBasket> OfAsync(GuestPlace place, BranchMenu menu, CancellationToken ct)
    {
        if (place.GuestKey.Length == 0) return PricedBasket.Empty;
        var lines = await db.BasketOf(place).AsNoTracking().OrderBy(l => l.At).ToListAsync(ct);
        return lines.Count == 0 ? PricedBasket.Empty : Price(place, menu, lines);
    }

    public static PricedBasket Price(GuestPlace place, BranchMenu menu, IEnumerable<BasketLine> lines)
    {
        var entries = lines.Select(line => Entry(menu, line)).ToList();
        var good = entries.Where(e => e.Chosen is not null)
            .Select(e => Billable(e.Line.Id, e.Chosen!, place.MenuLanguage)).ToList();
        if (good.Count == 0) return new(entries, null, null);
        var priced = PriceQuotes.Price(place.Branch, place.Today, place.Mode, good);
        return new(entries, priced.Value, priced.Error);
    }

    /// <summary>A chosen dish as the bill will have it.</summary>
    public static BillableLine Billable(Guid id, ChosenLine line, string language) =>
        new(id, line.Item.Id, line.Item.CategoryKey, line.Item.Name.In(language), line.Detail.In(language),
            line.Quantity, line.UnitPriceMinor, line.Item.TaxCategory, false);

    private static BasketEntry Entry(BranchMenu menu, BasketLine line)
    {
        var name = menu.Items.TryGetValue(line.ItemId, out var item) ? item.Name : null;
        var chosen = DishSelection.One(menu, DishSelection.Again(line.ItemId, line.Choice, line.Quantity, line.Note));
        return new(line, chosen.Value, chosen.Error, name);
    }
}

internal static class BasketLines
{
    /// <summary>
    /// A phone keeps its session for weeks; what was chosen and left on another visit does not come back.
    /// </summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(6);

    /// <summary>Past this it is removed, whoever left it.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>What this phone has chosen on this visit.</summary>
    public static IQueryable<BasketLine> BasketOf(this RestpyDb db, GuestPlace place)
    {
        var since = db.Time.GetUtcNow() - Kept;
        return db.Set<BasketLine>().Where(l => l.GuestKey == place.GuestKey && l.At > since);
    }

    /// <summary>What it left on an earlier one.</summary>
    public static IQueryable<BasketLine> LeftBehindBy(this RestpyDb db, GuestPlace place)
    {
        var since = db.Time.GetUtcNow() - Kept;
        return db.Set<BasketLine>().Where(l => l.GuestKey == place.GuestKey && l.At <= since);
    }
}
