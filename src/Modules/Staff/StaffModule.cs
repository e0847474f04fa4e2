using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Jobs;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Staff.Networks;
using Restpy.Staff.SignIn;
using Restpy.Tenancy.Contract;

namespace Restpy.Staff;

/// <param name="Maker">What commands of this session carry; see <see cref="Session.Maker"/>.</param>
/// <param name="Token">The form token of this session, for X-CSRF-TOKEN.</param>
public sealed record CurrentSession(string Maker, string Token);

/// <summary>People, signing in, sessions, roles.</summary>
public sealed class StaffModule : IModule
{
    public const string SetNetworks = "staff.networks";
    public const string SetPlatformNetworks = "platform.networks";

    public IReadOnlyList<Permission> Permissions { get; } =
    [
        new(SetNetworks, "Choose the networks people may work from", Role.Owner),
        new(SetPlatformNetworks, "Choose the networks the operator's own people may work from", Role.SuperAdmin),
    ];

    public IReadOnlyList<NavItem> Navigation { get; } = [new("/staff/security/networks", "nav.networks", "key", SetNetworks, 85), new("/platform/networks", "nav.networks", "key", SetPlatformNetworks, 85)];

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, StaffMap>();
        services.AddSingleton<Passwords>().AddSingleton<RolePermissions>().AddSingleton<SessionById>().AddSingleton<DemoPeople>();
        services.AddSingleton<NetworkBook>().AddScoped<NetworkGuard>().AddScoped<INetworks>(p => p.GetRequiredService<NetworkGuard>()).AddScoped<NetworkSubjects>();
        services.AddScoped(p => new NetworkRescue(p.GetRequiredService<RestpyDb>(), p.GetRequiredService<WorkScope>(), p.GetRequiredService<Places>()));
        services.AddSingleton(p => new NetworkLists(p.GetRequiredService<IServiceScopeFactory>()));
        services.AddScoped<ISessions, Sessions>().AddScoped<Workplaces>().AddScoped<Devices>();
        services.AddScoped(p => new SessionLimits(p.GetRequiredService<RestpyDb>(), p.GetRequiredService<ISessions>()));
        // Past its absolute end a session opens nothing; who was signed in when stays in the activity log.
        services.AddSingleton(new Retention("staff_session", "ends_at", TimeSpan.FromDays(30)));
        // A device nobody signed in from for so long is a new one.
        services.AddSingleton(new Retention("staff_device", "last_at", StaffDevice.Remembered));
        services.AddHandlersOf<StaffModule>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/staff", (HttpContext http, IEnumerable<IModule> modules) => Results.Redirect(FirstScreen(http.Session()!, modules))).WithMetadata(new SignedInAttribute(), new ReadsAttribute());
        // For a tablet whose page is older than its session: whose it is now, and the token that works in it.
        app.MapGet("/api/v1/session", (HttpContext http, IAntiforgery forms) => new CurrentSession(http.Session()!.Maker, forms.GetAndStoreTokens(http).RequestToken!)).WithMetadata(new SignedInAttribute(), new ReadsAttribute());
    }

    /// <summary>Each role lands on the screen its work is done on.</summary>
    internal static string FirstScreen(Session me, IEnumerable<IModule> modules)
    {
        var wanted = me.Role switch
        {
            Role.SuperAdmin => "/platform",
            Role.Owner or Role.Accountant => "/staff/sales",
            Role.Kitchen => "/staff/kitchen",
            _ => "/staff/floor",
        };
        var open = modules.SelectMany(m => m.Navigation).Where(n => me.May(n.Permission)).OrderBy(n => n.Order).Select(n => n.Url).ToList();
        return open.Contains(wanted) ? wanted : open.FirstOrDefault() ?? "/staff/choose";
    }
}
