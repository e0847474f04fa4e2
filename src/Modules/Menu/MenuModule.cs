using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.ExportMenu;
using Restpy.Menu.ImportMenu;
using Restpy.Menu.ReadMenu;
using Restpy.Menu.SoldOutBoard;
using Restpy.Platform.Data;
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
    public const string See = "menu.see";
    public const string Edit = "menu.edit";
    public const string SellOut = "menu.sold-out";

    public IReadOnlyList<Permission> Permissions { get; } =
    [
        new(See, "See the menu", Role.Owner, Role.Manager, Role.Cashier, Role.Waiter, Role.Kitchen, Role.Accountant),
        new(Edit, "Change dishes, prices and choices", Role.Owner, Role.Manager),
        new(SellOut, "Take a dish off (86), count it down, put it back", Role.Owner, Role.Manager, Role.Cashier,
            Role.Waiter, Role.Kitchen),
    ];

    public IReadOnlyList<NavItem> Navigation { get; } =
        [new("/staff/menu", "nav.menu", "menu", See, 50) { Group = NavGroup.Menu }];

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
