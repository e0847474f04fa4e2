using Restpy.Kernel;

namespace Restpy.Kitchen.Contract;

/// <summary>What people may be allowed to do here, and which roles begin with it.</summary>
public static class KitchenPermissions
{
    public const string SetUp = "kitchen.set-up";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(SetUp, "Set up kitchen stations", Role.Owner, Role.Manager),
    ];
}
