using Restpy.Kernel;

namespace Restpy.Reports.Contract;

/// <summary>What people may be allowed to do here, and which roles begin with it.</summary>
public static class ReportsPermissions
{
    public const string See = "reports.see";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(See, "See sales reports and export them", Role.Owner, Role.Manager, Role.Accountant),
    ];
}
