namespace Restpy.Staff.Contract;

/// <summary>The people of the demo, shown on the sign-in page. Empty outside demo mode.</summary>
public sealed class DemoPeople
{
    /// <summary>Whether this installation runs as a demo.</summary>
    public bool On { get; set; }

    public IReadOnlyList<string> Shown { get; set; } = [];
}
