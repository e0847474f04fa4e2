using Restpy.Kernel;

namespace Restpy.Menu.Contract;

/// <summary>What people may be allowed to do here, and which roles begin with it.</summary>
public static class MenuPermissions
{
    public const string See = "menu.see";
    public const string Edit = "menu.edit";
    public const string SellOut = "menu.sold-out";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(See, "See the menu", Role.Owner, Role.Manager, Role.Cashier, Role.Waiter, Role.Kitchen, Role.Accountant),
        new(Edit, "Change dishes, prices and choices", Role.Owner, Role.Manager),
        new(SellOut, "Take a dish off (86), count it down, put it back",
            Role.Owner, Role.Manager, Role.Cashier, Role.Waiter, Role.Kitchen),
    ];
}
