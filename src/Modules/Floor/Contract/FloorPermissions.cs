using Restpy.Kernel;

namespace Restpy.Floor.Contract;

/// <summary>What people may be allowed to do here, and which roles begin with it.</summary>
public static class FloorPermissions
{
    public const string SeeTables = "tables.see";
    public const string EditTables = "tables.edit";
    public const string PrintCodes = "tables.qr";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(SeeTables, "See areas and tables", Role.Owner, Role.Manager),
        new(EditTables, "Change areas and tables", Role.Owner, Role.Manager),
        new(PrintCodes, "Print, renew and withdraw QR codes of tables", Role.Owner, Role.Manager),
    ];
}
