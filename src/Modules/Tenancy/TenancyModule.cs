using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Events;
using Restpy.Platform.Gates;
using Restpy.Platform.Live;
using Restpy.Platform.Web;
using Restpy.Tenancy.Branches;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;
using Restpy.Tenancy.Guide;
using Restpy.Tenancy.Hours;
using Restpy.Tenancy.Logo;
using Restpy.Tenancy.NewRestaurant;
using Restpy.Tenancy.SignUp;
using Restpy.Tenancy.Suspend;

namespace Restpy.Tenancy;

/// <summary>Restaurants, branches and their settings; the operator's console.</summary>
public sealed class TenancyModule : IModule
{
    public IReadOnlyList<Permission> Permissions => TenancyPermissions.All;

    public IReadOnlyList<Topic> Topics { get; } = [new("settings")];

    public IReadOnlyList<NavItem> Navigation { get; } =
    [
        new("/platform", "nav.platform", "table", TenancyPermissions.SeeRestaurants, 5) { Group = NavGroup.Platform },
        new("/platform/mail", "nav.mail", "mail", TenancyPermissions.SeeMail, 95) { Group = NavGroup.Platform },
        new("/platform/deliveries", "nav.deliveries", "send", TenancyPermissions.SeeDeliveries, 96)
        {
            Group = NavGroup.Platform,
        },
        new("/staff/start", "nav.start", "check", TenancyPermissions.ChangeRestaurant, 3) {
        Group = NavGroup.Service, IsFirstSteps = true },
        new("/staff/settings", "nav.settings", "settings", TenancyPermissions.ChangeRestaurant, 90),
        new("/staff/settings/branches", "nav.branches", "place", TenancyPermissions.ChangeBranch, 91),
    ];

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, TenancyMap>();
        services.AddSingleton(p =>
            new RestaurantDirectory(p.GetRequiredService<IServiceScopeFactory>(), p.GetRequiredService<LiveHub>()));
        services.AddScoped(p => new NewRestaurants(p.GetRequiredService<NewRestaurantHandler>(),
            p.GetRequiredService<TenancyRules>(), p.GetRequiredService<IOwnerInvitations>(),
            p.GetRequiredService<WorkScope>()));
        services.AddSingleton<SignUpLinks>();
        services.AddScoped<GuideReader>().AddScoped<IGuideStep, BranchStep>().AddScoped<IGuideStep, TenderStep>();
        services.AddScoped<BranchFinder>().AddScoped<TenancyRules>().AddSingleton<ISuspensions, Suspensions>();
        // A menu with a photo for each dish; a phone keeps them and does not ask again.
        services.AddRateLimit("picture", new(new(600, 3000), new(200, 600), Known.Guest | Known.Session,
            Place: new(200, 600), Restaurant: new(6000, 12_000)));
        services.AddHandlersOf<TenancyModule>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        PictureEndpoint.Map(app);
        app.MapPost("/api/v1/branch/pause",
            (PauseOrdersRequest request, PauseOrdersHandler handler, WorkScope scope, Answer answer,
                CancellationToken ct) =>
            answer.OnceAsync(request.CommandId, request, () => handler.HandleAsync(scope.Branch, request.Minutes, ct),
                ct)).WithMetadata(new NeedsAttribute(TenancyPermissions.SetHours), new NeedsBranchAttribute());
    }
}
