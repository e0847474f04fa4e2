using Restpy.Kernel;

namespace Restpy.Tenancy.Contract;

/// <summary>What people may be allowed to do here, and which roles begin with it.</summary>
public static class TenancyPermissions
{
    public const string SeeRestaurants = "platform.restaurants";
    public const string OpenRestaurants = "platform.open-restaurants";
    public const string ChangeRestaurant = "settings.restaurant";
    public const string OpenBranches = "settings.branches";
    public const string ChangeBranch = "settings.branch";
    public const string SetHours = "settings.hours";
    public const string SeeMail = "platform.mail";
    public const string SeeDeliveries = "platform.deliveries";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(SeeRestaurants, "See all restaurants of this installation", Role.SuperAdmin),
        new(OpenRestaurants, "Open, suspend and reopen restaurants", Role.SuperAdmin),
        new(ChangeRestaurant, "Change the restaurant's names, languages and idle limits", Role.Owner),
        new(OpenBranches, "Open and close branches", Role.Owner),
        new(ChangeBranch, "Change a branch: address, registrations, charges, tenders", Role.Owner, Role.Manager),
        new(SetHours, "Set opening hours, pause guests' orders", Role.Owner, Role.Manager, Role.Cashier),
        new(SeeMail, "See how mail fares on this installation", Role.SuperAdmin),
        new(SeeDeliveries, "See what waits after an event, and have it tried again", Role.SuperAdmin),
    ];
}
