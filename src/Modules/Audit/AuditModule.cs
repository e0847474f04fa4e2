using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Audit.Checks;
using Restpy.Audit.Contract;
using Restpy.Audit.Export;
using Restpy.Audit.See;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Audit;

/// <summary>
/// The activity log: who did what. Entries are written by the platform with each change; here they are read.
/// </summary>
public sealed class AuditModule : IModule
{
    public IReadOnlyList<Permission> Permissions => AuditPermissions.All;

    /// <summary>Not for the product: a role of its own that reads the log to seal it.</summary>
    public IReadOnlyList<TenantBypass> Bypasses =>
    [
        new("sealing", "The log of every restaurant is sealed by one process, which may read nothing else.", null,
            new BypassedTable("audit_entry", "SELECT"))
        { Role = PostgresRoles.Sealer },
    ];

    public IReadOnlyList<NavItem> Navigation { get; } = [
        new("/staff/log", "nav.log", "log", AuditPermissions.SeeLog, 80) { Group = NavGroup.Security },
        new("/platform/log", "nav.log", "log", AuditPermissions.SeePlatformLog, 81) { Group = NavGroup.Platform }];

    public IReadOnlyList<Claim> Claims { get; } = LogClaims.All;

    public void Add(IServiceCollection services)
    {
        services.AddScoped<ActivityLog>().AddScoped<LogZone>().AddScoped<LogExport>();
        services.AddHandlersOf<AuditModule>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/staff/log.csv", LogExport.OfRestaurantAsync)
            .WithMetadata(new NeedsAttribute(AuditPermissions.ExportLog) { RateLimit = "export" });
        app.MapPost("/platform/log.csv", LogExport.OfPlatformAsync)
            .WithMetadata(new NeedsAttribute(AuditPermissions.SeePlatformLog) { RateLimit = "export" },
            new ReadsAttribute());
    }
}
