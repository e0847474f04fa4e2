using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Web;
using Restpy.Reports.Contract;
using Restpy.Reports.ExportSales;
using Restpy.Reports.SeeSales;

namespace Restpy.Reports;

/// <summary>Sales of a period, read from the figures Billing and Payments answer for. Owns no tables.</summary>
public sealed class ReportsModule : IModule
{
    public IReadOnlyList<Permission> Permissions => ReportsPermissions.All;

    public IReadOnlyList<NavItem> Navigation { get; } =
        [new("/staff/sales", "nav.sales", "report", ReportsPermissions.See, 60) { Group = NavGroup.Money }];

    public void Add(IServiceCollection services) => services.AddScoped<SalesTables>().AddHandlersOf<ReportsModule>();

    public void Map(IEndpointRouteBuilder app) => app.MapExportSales();
}
