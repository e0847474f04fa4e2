using Restpy.Kernel;

namespace Restpy.Audit.Contract;

/// <summary>What people may be allowed to do here, and which roles begin with it.</summary>
public static class AuditPermissions
{
    public const string SeeLog = "log.see";
    public const string ExportLog = "log.export";
    public const string SeePlatformLog = "platform.log";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(SeeLog, "See who did what", Role.Owner, Role.Manager, Role.Accountant),
        new(ExportLog, "Export the activity log", Role.Owner, Role.Accountant) { WhileSuspended = true },
        new(SeePlatformLog, "See and export the activity log of the installation", Role.SuperAdmin),
    ];
}
