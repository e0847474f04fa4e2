using Restpy.Kernel;

namespace Restpy.Menu;

/// <summary>A part of the menu: Starters, Breads. Its station is what a new dish in it starts with.</summary>
internal sealed class Category : ITenantOwned, IVersioned
{
    private Category() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }
    public string Key { get; private init; } = "";
    public LocalText Name { get; private set; } = LocalText.Empty;
    public string Station { get; private set; } = "";
    public int Sort { get; private set; }

    public static Outcome<Category> Open(
        string key, LocalText name, string station, int sort, IReadOnlyList<string> languages)
    {
        if (MenuRules.Key(key) is { Error: { } unfit }) return unfit with { Field = "Key" };
        var category = new Category { Id = Kernel.Id.New(), Key = key, Sort = sort };
        var edited = category.Edit(name, station, languages);
        return edited.Ok ? category : edited.Error;
    }

    public Outcome<Done> Edit(LocalText name, string station, IReadOnlyList<string> languages)
    {
        if (MenuRules.Name(name, languages) is { Error: { } wrongName }) return wrongName with { Field = "Name" };
        if (MenuRules.Key(station) is { Error: { } wrongStation }) return wrongStation with { Field = "Station" };
        Name = name;
        Station = station;
        return Done.It;
    }

    public void Place(int sort) => Sort = sort;
}
