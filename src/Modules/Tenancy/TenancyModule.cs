using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Live;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.NewRestaurant;
using Restpy.Tenancy.Suspend;

namespace Restpy.Tenancy;

/// <summary>Restaurants, branches and their settings; the operator's console.</summary>
public sealed class TenancyModule : IModule
{
    public const string SeeRestaurants = "platform.restaurants";
    public const string OpenRestaurants = "platform.open-restaurants";
    public const string SeeMail = "platform.mail";

    public IReadOnlyList<Permission> Permissions { get; } =
    [
        new(SeeRestaurants, "See all restaurants of this installation", Role.SuperAdmin),
        new(OpenRestaurants, "Open, suspend and reopen restaurants", Role.SuperAdmin),
        new(SeeMail, "See how mail fares on this installation", Role.SuperAdmin),
    ];

    public IReadOnlyList<NavItem> Navigation { get; } = [new("/platform", "nav.platform", "settings", SeeRestaurants, 5), new("/platform/mail", "nav.mail", "send", SeeMail, 95)];

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, TenancyMap>();
        services.AddSingleton(p => new Places(p.GetRequiredService<IServiceScopeFactory>(), p.GetRequiredService<LiveHub>()));
        services.AddScoped(p => new NewRestaurants(p.GetRequiredService<NewRestaurantHandler>(), p.GetRequiredService<TenancyRules>(), p.GetRequiredService<IOwnerInvitations>(), p.GetRequiredService<WorkScope>()));
        services.AddScoped<TenancyRules>().AddSingleton<ISuspensions, Suspensions>();
        services.AddHandlersOf<TenancyModule>();
    }

    public void Map(IEndpointRouteBuilder app) { }
}
