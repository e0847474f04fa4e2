using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.Sheet;

/// <summary>
/// Makes tracked rows what a sheet says. Nothing is saved here: the caller saves, or looks at the changes and lets go.
/// </summary>
internal sealed class SheetWriter(RestpyDb db, MenuRows rows, RestaurantInfo restaurant, IReadOnlySet<string> stations)
{
    private readonly SheetOrder _order = new(db, rows);

    public IReadOnlyList<string> Languages => restaurant.Languages;

    public Outcome<Done> Write(MenuSheet sheet)
    {
        foreach (var wanted in sheet.Categories)
            if (Write(wanted) is { Ok: false } refused) return refused;
        foreach (var wanted in sheet.Groups)
            if (Write(wanted) is { Ok: false, Error: var error }) return error;
        foreach (var wanted in sheet.Items)
            if (Write(wanted, rows.Items.Find(i => i.Code == wanted.Code)) is { Ok: false, Error: var error })
                return error;
        _order.Apply(sheet);
        Touch();
        return Done.It;
    }

    /// <summary>One dish; a new one goes to the end of its category.</summary>
    public Outcome<Item> WriteOne(SheetItem wanted, Item? item)
    {
        var moved = item is null || rows.Categories.Find(c => c.Id == item.CategoryId)?.Key != wanted.Category;
        var written = Write(wanted, item);
        if (!written.Ok) return written;
        if (moved)
            written.Value.Place(rows.Items.Where(i => i.CategoryId == written.Value.CategoryId && i != written.Value)
                .Select(i => i.Sort + 1).DefaultIfEmpty(0).Max());
        Touch();
        return written;
    }

    public Outcome<ModifierGroup> WriteOne(SheetGroup wanted)
    {
        var written = Write(wanted);
        Touch();
        return written;
    }

    private Outcome<Done> Write(SheetCategory wanted)
    {
        var known = rows.Categories.Find(c => c.Key == wanted.Key);
        if (Unknown(wanted.Station, known?.Station) is { } unknown) return unknown;
        if (known is not null) return known.Edit(wanted.Name, wanted.Station, Languages);
        var opened = Category.Open(wanted.Key, wanted.Name, wanted.Station, rows.Categories.Count, Languages);
        if (!opened.Ok) return opened.Error;
        rows.Categories.Add(Added(opened.Value));
        return Done.It;
    }

    private Outcome<ModifierGroup> Write(SheetGroup wanted)
    {
        var group = rows.Groups.Find(g => g.Key == wanted.Key);
        if (group is null)
        {
            var opened = ModifierGroup.Open(wanted.Key, rows.Groups.Select(g => g.Sort + 1).DefaultIfEmpty(0).Max());
            if (!opened.Ok) return opened;
            rows.Groups.Add(group = Added(opened.Value));
        }
        var edited = group.Edit(wanted.Name, wanted.Min, wanted.Max, wanted.Modifiers, Languages);
        return edited.Ok ? group : edited.Error;
    }

    private Outcome<Item> Write(SheetItem wanted, Item? item)
    {
        if (rows.Categories.Find(c => c.Key == wanted.Category) is not { } category)
            return new CategoryUnknown(wanted.Category) { Field = "Category" };
        if (wanted.Variants.Count > 0 && wanted.BranchPrices.Count > 0)
            return new PriceIsTheVariants { Field = "Price" };
        var groups = wanted.Groups.Select(key => (Key: key, Id: rows.Groups.Find(g => g.Key == key)?.Id)).ToList();
        if (groups.Find(g => g.Id is null) is { Key: { } unknown })
            return new GroupUnknown(unknown) { Field = "Groups" };
        if (Unknown(wanted.Facts.Station, item?.Station) is { } noStation) return noStation;
        if (item is null) rows.Items.Add(item = Added(Item.Add()));
        var edited = item.Edit(wanted.Code, category.Id, wanted.Facts, Languages);
        if (edited.Ok) edited = item.Offer([.. wanted.Variants.Select(v => v.Facts)], Languages);
        if (edited.Ok) edited = item.Ask([.. groups.Select(g => g.Id!.Value)]);
        if (edited.Ok) edited = AtBranches(wanted, item);
        if (!edited.Ok) return edited.Error;
        item.Archive(wanted.Archived, db.Time.GetUtcNow());
        return item;
    }

    /// <summary>
    /// A dish that nobody would cook is refused; one that was here before keeps what it names, so that it can be
    /// mended.
    /// </summary>
    private StationUnknown? Unknown(string station, string? before) =>
        station == before || stations.Contains(station)
            || !MenuRules.Key(station).Ok ? null : new(station) { Field = "Station" };

    private Outcome<Done> AtBranches(SheetItem wanted, Item item)
    {
        foreach (var price in wanted.BranchPrices.Values.Concat(wanted.Variants.SelectMany(v => v.BranchPrices.Values)))
            if (MenuRules.Price(price) is { Error: { } unfit }) return unfit with { Field = "BranchPrices" };
        foreach (var branch in restaurant.Branches.Select(b => b.Id).Where(Seen))
        {
            Price(branch, item.Id, null, wanted.BranchPrices);
            foreach (var variant in wanted.Variants)
                Price(branch, item.Id, item.Variants.First(v => v.Code == variant.Facts.Code).Id, variant.BranchPrices);
            Off(branch, item.Id, wanted.OffAt.Contains(branch));
        }
        return Done.It;
    }

    private void Price(Guid branch, Guid itemId, Guid? variantId, IReadOnlyDictionary<Guid, long> wanted)
    {
        var known = rows.Prices.Find(p => p.BranchId == branch && p.ItemId == itemId && p.VariantId == variantId);
        if (!wanted.TryGetValue(branch, out var price)) Drop(known, rows.Prices);
        else if (known is null) rows.Prices.Add(Added(BranchPrice.Of(branch, itemId, variantId, price)));
        else known.Become(price);
    }

    private void Off(Guid branch, Guid itemId, bool off)
    {
        var known = rows.Off.Find(o => o.BranchId == branch && o.ItemId == itemId);
        if (!off) Drop(known, rows.Off);
        else if (known is null) rows.Off.Add(Added(OffAtBranch.Of(branch, itemId, db.Time.GetUtcNow())));
    }

    private bool Seen(Guid branch) => db.Scope.BranchId is null || db.Scope.BranchId == branch;

    /// <summary>
    /// A change of a part is a change of the whole: it moves the version somebody else may be editing from.
    /// </summary>
    private void Touch()
    {
        db.ChangeTracker.DetectChanges();
        var now = db.Time.GetUtcNow();
        foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is not EntityState.Unchanged).ToList())
        {
            if (entry.Entity is Modifier m) rows.Groups.Find(g => g.Id == m.GroupId)?.Edited(now);
            if (entry.Entity is ModifierGroup group) group.Edited(now);
            if (OwnerOf(entry.Entity) is { } id) rows.Items.Find(i => i.Id == id)?.Edited(now);
        }
    }

    private static Guid? OwnerOf(object row) => row switch
    {
        Item item => item.Id,
        Variant variant => variant.ItemId,
        ItemGroup group => group.ItemId,
        BranchPrice price => price.ItemId,
        OffAtBranch off => off.ItemId,
        _ => null,
    };

    private T Added<T>(T row) where T : class
    {
        db.Add(row);
        return row;
    }

    private void Drop<T>(T? row, List<T> from) where T : class
    {
        if (row is null) return;
        from.Remove(row);
        db.Remove(row);
    }
}
