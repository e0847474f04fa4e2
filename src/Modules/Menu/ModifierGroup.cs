using Restpy.Kernel;
using Restpy.Menu.Contract;

namespace Restpy.Menu;

/// <summary>A question asked with a dish and the answers to choose from: spice level, side dish, extras.</summary>
internal sealed class ModifierGroup : ITenantOwned, IVersioned
{
    private readonly List<Modifier> _modifiers = [];

    private ModifierGroup() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }
    public string Key { get; private init; } = "";
    public LocalText Name { get; private set; } = LocalText.Empty;

    /// <summary>How many must be chosen.</summary>
    public int Min { get; private set; }

    /// <summary>How many may be chosen.</summary>
    public int Max { get; private set; }
    public int Sort { get; private set; }

    /// <summary>Moves with every change of the group or one of its modifiers, so that the version does too.</summary>
    public DateTimeOffset EditedAt { get; private set; }
    public IReadOnlyList<Modifier> Modifiers => _modifiers;

    public static Outcome<ModifierGroup> Open(string key, int sort) =>
        MenuRules.Key(key) is { Error: { } unfit } ? unfit with { Field = "Key" }
            : new ModifierGroup { Id = Kernel.Id.New(), Key = key, Sort = sort };

    /// <summary>Exactly these modifiers, in this order. One that keeps its code keeps its identity.</summary>
    public Outcome<Done> Edit(
        LocalText name, int min, int max, IReadOnlyList<ModifierFacts> wanted, IReadOnlyList<string> languages)
    {
        if (MenuRules.Name(name, languages) is { Error: { } wrongName }) return wrongName with { Field = nameof(Name) };
        if (wanted.Count == 0) return new NothingToChoose { Field = nameof(Modifiers) };
        if (wanted.Count > MenuRules.MostModifiers)
            return new TooManyParts(MenuRules.MostModifiers) { Field = nameof(Modifiers) };
        if (min < 0 || max < 1 || min > max || max > wanted.Count)
            return new ChoicesUnfit(wanted.Count) { Field = nameof(Max) };
        if (wanted.GroupBy(m => m.Code).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new MenuCodeTaken(twice.Key) { Field = nameof(Modifiers) };
        foreach (var modifier in wanted)
            if (modifier.Check(languages) is { Error: { } wrong }) return wrong with { Field = nameof(Modifiers) };
        (Name, Min, Max) = (name, min, max);
        _modifiers.RemoveAll(m => wanted.All(w => w.Code != m.Code));
        for (var i = 0; i < wanted.Count; i++)
        {
            var modifier = _modifiers.Find(m => m.Code == wanted[i].Code);
            if (modifier is null) _modifiers.Add(modifier = Modifier.Of(Id, wanted[i].Code));
            modifier.Edit(wanted[i], i);
        }
        return Done.It;
    }

    public void Place(int sort) => Sort = sort;

    public void Edited(DateTimeOffset now) => EditedAt = now;
}

/// <summary>One answer of a group.</summary>
internal sealed class Modifier : ITenantOwned
{
    private Modifier() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid GroupId { get; private init; }
    public string Code { get; private init; } = "";
    public LocalText Name { get; private set; } = LocalText.Empty;
    public long PriceMinor { get; private set; }
    public Allergens Allergens { get; private set; }
    public int Sort { get; private set; }

    public static Modifier Of(Guid groupId, string code) =>
        new() { Id = Kernel.Id.New(), GroupId = groupId, Code = code };

    public void Edit(ModifierFacts facts, int sort) =>
        (Name, PriceMinor, Allergens, Sort) = (facts.Name, facts.PriceMinor, facts.Allergens, sort);
}
