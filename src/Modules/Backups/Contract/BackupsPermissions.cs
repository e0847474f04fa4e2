using Restpy.Kernel;

namespace Restpy.Backups.Contract;

/// <summary>What people may be allowed to do here, and which roles begin with it.</summary>
public static class BackupsPermissions
{
    public const string See = "platform.backups";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(See, "See and take backups of the installation", Role.SuperAdmin),
    ];
}
