using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Menu.ExportMenu;
using Restpy.Menu.ImportMenu;
using Restpy.Menu.ReadMenu;
using Restpy.Menu.SoldOutBoard;
using Restpy.Platform.Data;
using Restpy.Platform.Events;
using Restpy.Platform.Jobs;
using Restpy.Platform.Live;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Menu.StartMenu;

namespace Restpy.Menu;

/// <summary>
/// Categories, dishes, variants, modifiers, prices, what is sold out, and the way in and out as a table.
/// </summary>
public sealed class MenuModule : IModule
{
    public IReadOnlyList<Permission> Permissions => MenuPermissions.All;

    public IReadOnlyList<TenantBypass> Bypasses => [TenantBypasses.OfHousekeeping("menu_upload")];

    public IReadOnlyList<Topic> Topics { get; } = [new("menu", MenuPermissions.See)];

    public IReadOnlyList<NavItem> Navigation { get; } =
        [new("/staff/menu", "nav.menu", "menu", MenuPermissions.See, 50) { Group = NavGroup.Menu }];

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, MenuMap>();
        services.AddSingleton(
            p => new MenuCache(p.GetRequiredService<IServiceScopeFactory>(), p.GetRequiredService<LiveHub>(),
                p.GetRequiredService<TimeProvider>()));
        services.AddScoped(p => new Stock(p.GetRequiredService<RestpyDb>(), p.GetRequiredService<MenuCache>()));
        services.AddSingleton(new Retention("menu_upload", "at", MenuUpload.Kept));
        services.AddScoped<IBranchStart, BranchMenuStart>();
        services.AddScoped<IGuideStep, MenuStep>();
        services.AddHandlersOf<MenuModule>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapReadMenu();
        app.MapSoldOut();
        app.MapExportMenu();
    }
}
