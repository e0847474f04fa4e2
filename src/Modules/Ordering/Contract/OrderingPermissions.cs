using Restpy.Kernel;

namespace Restpy.Ordering.Contract;

/// <summary>What people may be allowed to do here, and which roles begin with it.</summary>
public static class OrderingPermissions
{
    public const string See = "orders.see";
    public const string Take = "orders.take";
    public const string Void = "orders.void";
    public const string Cook = "kitchen.cook";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(See, "See the floor and its orders", Role.Owner, Role.Manager, Role.Cashier, Role.Waiter),
        new(Take, "Take orders, seat tables, approve guests' orders",
            Role.Owner, Role.Manager, Role.Cashier, Role.Waiter),
        new(Void, "Void a sent line, cancel an order",
            Role.Owner, Role.Manager, Role.Cashier, Role.Waiter) { RecheckOnSave = true, WhileSuspended = true },
        new(Cook, "See the kitchen display, tick and bump",
            Role.Owner, Role.Manager, Role.Kitchen) { WhileSuspended = true },
    ];
}
