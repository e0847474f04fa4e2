using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Audit.Checks;
using Restpy.Audit.Export;
using Restpy.Audit.See;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Audit;

/// <summary>
/// The activity log: who did what. Entries are written by the platform with each change; here they are read.
/// </summary>
public sealed class AuditModule : IModule
{
    public const string SeeLog = "log.see";
    public const string ExportLog = "log.export";
    public const string SeePlatformLog = "platform.log";

    public IReadOnlyList<Permission> Permissions { get; } =
    [
        new(SeeLog, "See who did what", Role.Owner, Role.Manager, Role.Accountant),
        new(ExportLog, "Export the activity log", Role.Owner, Role.Accountant) { WhileSuspended = true },
        new(SeePlatformLog, "See and export the activity log of the installation", Role.SuperAdmin),
    ];

    public IReadOnlyList<NavItem> Navigation { get; } = [
        new("/staff/log", "nav.log", "log", SeeLog, 80) { Group = NavGroup.Security },
        new("/platform/log", "nav.log", "log", SeePlatformLog, 81) { Group = NavGroup.Platform }];

    public IReadOnlyList<Claim> Claims { get; } = LogClaims.All;

    public void Add(IServiceCollection services)
    {
        services.AddScoped<ActivityLog>().AddScoped<LogZone>().AddScoped<LogExport>();
        services.AddHandlersOf<AuditModule>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/staff/log.csv", LogExport.OfRestaurantAsync)
            .WithMetadata(new NeedsAttribute(ExportLog) { RateLimit = "export" });
        app.MapPost("/platform/log.csv", LogExport.OfPlatformAsync)
            .WithMetadata(new NeedsAttribute(SeePlatformLog) { RateLimit = "export" }, new ReadsAttribute());
    }
}
