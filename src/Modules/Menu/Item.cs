using Restpy.Kernel;
using Restpy.Menu.Contract;

namespace Restpy.Menu;

/// <summary>A dish or a drink. Never deleted: what is no longer cooked is archived, and may come back.</summary>
internal sealed class Item : ITenantOwned, IVersioned
{
    private readonly List<Variant> _variants = [];
    private readonly List<ItemGroup> _groups = [];

    private Item() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }
    public Guid CategoryId { get; private set; }

    /// <summary>What staff type and the import knows it by; unique in the restaurant.</summary>
    public string Code { get; private set; } = "";
    public LocalText Name { get; private set; } = LocalText.Empty;
    public LocalText Description { get; private set; } = LocalText.Empty;
    public Diet Diet { get; private set; }
    public bool Vegan { get; private set; }
    public Allergens Allergens { get; private set; }
    public string Station { get; private set; } = "";
    public string TaxCategory { get; private set; } = "";
    public long PriceMinor { get; private set; }
    public int Sort { get; private set; }
    public DateTimeOffset? ArchivedAt { get; private set; }

    /// <summary>Its photo; null where it has none.</summary>
    public Guid? PictureId { get; private set; }

    /// <summary>Moves with every change of the dish or one of its parts, so that the version does too.</summary>
    public DateTimeOffset EditedAt { get; private set; }
    public IReadOnlyList<Variant> Variants => _variants;
    public IReadOnlyList<ItemGroup> Groups => _groups;

    public void Show(Guid? pictureId, DateTimeOffset now) => (PictureId, EditedAt) = (pictureId, now);

    public static Item Add() => new() { Id = Kernel.Id.New() };

    public Outcome<Done> Edit(string code, Guid categoryId, ItemFacts facts, IReadOnlyList<string> languages)
    {
        if (MenuRules.Code(code) is { Error: { } unfit }) return unfit with { Field = nameof(Code) };
        if (facts.Check(languages) is { Error: { } wrong }) return wrong;
        (Code, CategoryId) = (code, categoryId);
        (Name, Description, Diet, Vegan, Allergens) =
            (facts.Name, facts.Description, facts.Diet, facts.Vegan, facts.Allergens);
        (Station, TaxCategory, PriceMinor) = (facts.Station, facts.TaxCategory, facts.PriceMinor);
        return Done.It;
    }

    /// <summary>
    /// Exactly these variants, in this order. One that keeps its code keeps its identity, and with it its prices.
    /// </summary>
    public Outcome<Done> Offer(IReadOnlyList<VariantFacts> wanted, IReadOnlyList<string> languages)
    {
        if (wanted.Count > MenuRules.MostVariants)
            return new TooManyParts(MenuRules.MostVariants) { Field = nameof(Variants) };
        if (wanted.GroupBy(v => v.Code).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new MenuCodeTaken(twice.Key) { Field = nameof(Variants) };
        foreach (var variant in wanted)
            if (variant.Check(languages) is { Error: { } wrong }) return wrong with { Field = nameof(Variants) };
        _variants.RemoveAll(v => wanted.All(w => w.Code != v.Code));
        for (var i = 0; i < wanted.Count; i++)
        {
            var variant = _variants.Find(v => v.Code == wanted[i].Code);
            if (variant is null) _variants.Add(variant = Variant.Of(Id, wanted[i].Code));
            variant.Edit(wanted[i], i);
        }
        if (wanted.Count > 0) PriceMinor = wanted[0].PriceMinor;
        return Done.It;
    }

    /// <summary>The choices that go with it, in the order they are asked.</summary>
    public Outcome<Done> Ask(IReadOnlyList<Guid> groups)
    {
        if (groups.Count > MenuRules.MostGroups)
            return new TooManyParts(MenuRules.MostGroups) { Field = nameof(Groups) };
        _groups.RemoveAll(g => !groups.Contains(g.GroupId));
        for (var i = 0; i < groups.Count; i++)
        {
            var known = _groups.Find(g => g.GroupId == groups[i]);
            if (known is null) _groups.Add(known = ItemGroup.Of(Id, groups[i]));
            known.Place(i);
        }
        return Done.It;
    }

    public void Place(int sort) => Sort = sort;

    public void Archive(bool archived, DateTimeOffset now)
    {
        if (archived != ArchivedAt is not null) ArchivedAt = archived ? now : null;
    }

    public void Edited(DateTimeOffset now) => EditedAt = now;
}
