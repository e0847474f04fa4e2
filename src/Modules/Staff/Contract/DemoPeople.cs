using Restpy.Kernel;

namespace Restpy.Staff.Contract;

/// <param name="Slug">Of the restaurant; empty for the operator.</param>
/// <param name="Restaurant">What the restaurant is called.</param>
/// <param name="Branch">Where they work; empty for all.</param>
public sealed record DemoPerson(string Email, string Name, Role Role, string Slug, string Restaurant, string Branch);

/// <summary>The people of the demo, shown on its start page. Empty outside demo mode.</summary>
public sealed class DemoPeople
{
    /// <summary>Whether this installation runs as a demo.</summary>
    public bool On { get; set; }

    /// <summary>Everybody's. Public, and good in demo mode only.</summary>
    public string Password { get; set; } = "";

    public IReadOnlyList<DemoPerson> Shown { get; set; } = [];
}
