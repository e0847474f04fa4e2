using Restpy.Kernel;

namespace Restpy.Trust.Contract;

/// <summary>What people may be allowed to do here, and which roles begin with it.</summary>
public static class TrustPermissions
{
    public const string SeeReports = "platform.reports";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(SeeReports, "See what browsers report of the content policy", Role.SuperAdmin),
    ];
}
