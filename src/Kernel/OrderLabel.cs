namespace Restpy.Kernel;

/// <summary>
/// What people call an order: the table it sits at, or its number at the counter. Kept as its parts and put into words
/// for whoever reads it; as plain text it is English, for the activity log and for programs.
/// </summary>
/// <param name="Kind">dine-in, takeaway, pickup, training; empty for something that has its own name, as a bill has its
/// number.</param>
/// <param name="Name">The table's number ("7", "T 12"), or the order's.</param>
public readonly record struct OrderLabel(string Kind, string Name)
{
    public const string Table = "dine-in";
    public const string Training = "training";

    public static OrderLabel Plain(string name) => new("", name);

    public static implicit operator string(OrderLabel label) => label.ToString();

    public override string ToString() => Kind switch
    {
        Table => $"Table {Name}",
        "takeaway" => $"Takeaway {Name}",
        "pickup" => $"Pickup {Name}",
        Training => $"TRAINING {Name}",
        _ => Name ?? "",
    };
}
