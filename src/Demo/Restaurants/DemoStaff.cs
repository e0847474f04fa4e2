using Restpy.Kernel;

namespace Restpy.Demo.Restaurants;

/// <param name="Slug">The restaurant; null for the super admin.</param>
/// <param name="Branch">Key of the branch; null for all.</param>
internal sealed record DemoStaffMember(
    string Email, string Name, Role Role, string? Slug, string? Branch, string Language)
{
    /// <summary>Of the same person in a restaurant that is like the demo's.</summary>
    public string EmailAt(string slug) =>
        Slug is null ? Email : Email.Replace($"@{Slug}.", $"@{slug}.", StringComparison.Ordinal);
}

/// <summary>
/// The people of the demo, one of every role in each restaurant. The password is public and works in demo mode only.
/// </summary>
internal static class DemoStaff
{
    public const string Password = "demo-kitchen-2026";

    /// <summary>For shared tablets, one for each role of a restaurant.</summary>
    public static readonly IReadOnlyDictionary<Role, string> Pins = new Dictionary<Role, string>
    {
        [Role.Owner] = "402517", [Role.Manager] = "518206", [Role.Cashier] = "629413", [Role.Accountant] = "730528",
        [Role.Waiter] = "841632", [Role.Kitchen] = "952741",
    };

    public static readonly IReadOnlyList<DemoStaffMember> Everyone =
    [
        new("admin@restpy.example", "Mira Solanki", Role.SuperAdmin, null, null, "en"),
        new("owner@spice-garden.example", "Anita Rao", Role.Owner, "spice-garden", null, "en"),
        new("manager@spice-garden.example", "Vikram Shetty", Role.Manager, "spice-garden", "bengaluru", "en"),
        new("cashier@spice-garden.example", "Farah Khan", Role.Cashier, "spice-garden", "bengaluru", "en"),
        new("accountant@spice-garden.example", "Suresh Iyer", Role.Accountant, "spice-garden", null, "en"),
        new("waiter@spice-garden.example", "Ravi Kumar", Role.Waiter, "spice-garden", "bengaluru", "en"),
        new("waiter2@spice-garden.example", "Lakshmi Nair", Role.Waiter, "spice-garden", "bengaluru", "hi"),
        new("kitchen@spice-garden.example", "Joseph D’Souza", Role.Kitchen, "spice-garden", "bengaluru", "en"),
        new("manager.mumbai@spice-garden.example", "Neha Kulkarni", Role.Manager, "spice-garden", "mumbai", "en"),
        new("waiter.mumbai@spice-garden.example", "Imran Shaikh", Role.Waiter, "spice-garden", "mumbai", "hi"),
        new("kitchen.mumbai@spice-garden.example", "Ganesh Patil", Role.Kitchen, "spice-garden", "mumbai", "hi"),
        new("owner@maison-lumiere.example", "Claire Fontaine", Role.Owner, "maison-lumiere", null, "fr"),
        new("manager@maison-lumiere.example", "Julien Mercier", Role.Manager, "maison-lumiere", "lyon", "fr"),
        new("cashier@maison-lumiere.example", "Aïcha Benali", Role.Cashier, "maison-lumiere", "lyon", "fr"),
        new("accountant@maison-lumiere.example", "Paul Girard", Role.Accountant, "maison-lumiere", null, "fr"),
        new("waiter@maison-lumiere.example", "Léa Moreau", Role.Waiter, "maison-lumiere", "lyon", "fr"),
        new("kitchen@maison-lumiere.example", "Bruno Chapuis", Role.Kitchen, "maison-lumiere", "lyon", "fr"),
    ];
}
