namespace Restpy.Probe.Endpoints;

/// <summary>Where in a request something of the caller's choosing stands.</summary>
internal enum SlotLocation
{
    Route,
    Query,
    Form,

    /// <summary>In the name of a form field: units-{id}.</summary>
    FieldName,
    Json,
    File,
}

/// <summary>What may be meant by it, learned from its type.</summary>
internal enum SlotKind
{
    /// <summary>The id of a row.</summary>
    Id,

    /// <summary>The client-made id of a command.</summary>
    Command,

    /// <summary>Words: a search, a name, perhaps a key or an id as text.</summary>
    Text,

    /// <summary>The signed token of a table's code.</summary>
    Code,

    /// <summary>The public address of a restaurant.</summary>
    Address,
    File,

    /// <summary>A number, a day, a kind, yes or no: names no row.</summary>
    Plain,

    /// <summary>The probe does not know what this is; it says so and fails nothing silently.</summary>
    Unknown,
}

/// <param name="Name">As it is sent; in JSON the path, with 0 for the first of a list.</param>
internal sealed record Slot(string Name, SlotLocation In, SlotKind Kind, Type Type)
{
    /// <summary>Whether a row of another restaurant could be named here.</summary>
    public bool Names => Kind is SlotKind.Id or SlotKind.Text or SlotKind.Command;

    public override string ToString() => $"{Name} ({In.ToString().ToLowerInvariant()})";
}
