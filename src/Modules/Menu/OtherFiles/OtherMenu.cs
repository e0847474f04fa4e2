using Restpy.Kernel;
using Restpy.Menu.Contract;

namespace Restpy.Menu.OtherFiles;

/// <summary>A dish as another program's file has it.</summary>
internal sealed record OtherDish(string Name, string Category)
{
    public string Code { get; set; } = "";
    public string Description { get; set; } = "";
    public Diet? Diet { get; set; }
    public long? PriceMinor { get; set; }
    public bool Off { get; set; }
    public Allergens Allergens { get; set; }
    public List<(string Name, long PriceMinor)> Variants { get; } = [];
}

/// <summary>Something of the file that is not taken over: where, what, and the key of the reason.</summary>
internal sealed record OtherNote(int Row, string What, string Reason);

/// <summary>Everything a file of another program says of dishes.</summary>
internal sealed class OtherMenu
{
    private readonly Dictionary<string, OtherDish> _byKey = [];

    public List<OtherDish> Dishes { get; } = [];

    public List<OtherNote> Notes { get; } = [];

    public List<(int Row, string Column, Error Error)> Problems { get; } = [];

    public OtherDish? Find(string key) => _byKey.GetValueOrDefault(key);

    public OtherDish Add(string key, OtherDish dish)
    {
        _byKey[key] = dish;
        Dishes.Add(dish);
        return dish;
    }

    public void Leave(OtherRow row, string what, string reason) => Notes.Add(new(row.Number, what, reason));

    /// <summary>Dishes that cost nothing fixed cannot be sold here: they are named and left out.</summary>
    public OtherMenu Finished()
    {
        foreach (var dish in Dishes.Where(d => d.Variants.Count == 0 && d.PriceMinor is null or 0).ToList())
        {
            Notes.Add(new(0, dish.Name, "no-price"));
            Dishes.Remove(dish);
        }
        return this;
    }
}

/// <summary>How a file is read: a known format by its name, or columns the person has named.</summary>
/// <param name="Format">Of <see cref="OtherFormats"/>, or empty.</param>
internal sealed record OtherMapping(string Format)
{
    public int Name { get; init; } = -1;
    public int Category { get; init; } = -1;
    public int Price { get; init; } = -1;
    public int Description { get; init; } = -1;
    public int Variant { get; init; } = -1;
    public int Code { get; init; } = -1;

    /// <summary>The first row is a dish already.</summary>
    public bool IsBare { get; init; }
}
