using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Jobs;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Staff.Account;
using Restpy.Staff.ApiTokens;
using Restpy.Staff.ChooseRestaurant;
using Restpy.Staff.Contract.Questions;
using Restpy.Staff.Factors;
using Restpy.Staff.ForgetFactors;
using Restpy.Staff.Hire;
using Restpy.Staff.Invite;
using Restpy.Staff.LendPin;
using Restpy.Staff.Networks;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.People;
using Restpy.Staff.Pins;
using Restpy.Staff.Reset;
using Restpy.Staff.Review;
using Restpy.Staff.Rights;
using Restpy.Staff.Setup;
using Restpy.Staff.SignIn;
using Restpy.Staff.Tablets;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff;

/// <param name="Maker">What commands of this session carry; see <see cref="Session.Maker"/>.</param>
/// <param name="Token">The form token of this session, for X-CSRF-TOKEN.</param>
/// <param name="LeftSeconds">Until it ends, if nobody touches anything.</param>
public sealed record CurrentSession(string Maker, string Token, int LeftSeconds);

/// <summary>People, signing in, sessions, roles.</summary>
public sealed class StaffModule : IModule
{
    public IReadOnlyList<Permission> Permissions => StaffPermissions.All;

    public IReadOnlyList<TenantBypass> Bypasses => StaffBypasses.All;

    public IReadOnlyList<Topic> Topics { get; } = [new(ApprovalEvent.Topic)];

    public IReadOnlyList<NavItem> Navigation { get; } =
    [
        new("/staff/people", "nav.people", "people", StaffPermissions.SeePeople, 80) { Group = NavGroup.Team },
        new("/staff/devices", "nav.devices", "tablet", StaffPermissions.PairTablets, 88) { Group = NavGroup.Team },
        new("/staff/approvals", "nav.approvals", "check", StaffPermissions.Approve, 47)
        {
            Group = NavGroup.Money, Count = new("/staff/approvals?handler=Count", ApprovalEvent.Topic),
        },
        new("/staff/security", "nav.security", "shield", StaffPermissions.SetSecurity, 92)
        {
            Group = NavGroup.Security,
        },
        new("/staff/security/networks", "nav.networks", "link-live", StaffPermissions.SetNetworks, 94)
        {
            Group = NavGroup.Security,
        },
        new("/staff/api-tokens", "nav.api-tokens", "program", StaffPermissions.MakeTokens, 95)
        {
            Group = NavGroup.Security,
        },
        new("/platform/networks", "nav.networks", "link-live", StaffPermissions.SetPlatformNetworks, 85)
        {
            Group = NavGroup.Platform,
        },
    ];

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, StaffMap>().AddSingleton<IModelPart, FactorsMap>();
        services.AddSingleton<Passwords>().AddSingleton(p => p.GetRequiredService<Passwords>().Refusals)
            .AddSingleton<PermissionCache>().AddSingleton<SessionById>().AddSingleton<DemoPeople>();
        services.AddScoped<ISessions, Sessions>().AddScoped<Workplaces>().AddScoped<Devices>().AddScoped<OwnSessions>();
        services.AddScoped<RightsReader>().AddScoped<Grantors>().AddScoped<PermissionStamps>().AddScoped<Team>()
            .AddSingleton<IRightsAtSave, KeptRights>().AddScoped<Hiring>().AddScoped<AccessReview>()
            .AddScoped<StaffEmails>();
        services.AddSingleton<InvitationLinks>().AddSingleton<ResetLinks>();
        services.AddSingleton(new Retention("staff_password_reset", "ends_at", TimeSpan.FromDays(7)));
        services.AddSingleton<AllowedNetworkCache>().AddScoped<NetworkGuard>()
            .AddScoped<INetworks>(p => p.GetRequiredService<NetworkGuard>()).AddScoped<NetworkSubjects>();
        services.AddScoped<SplitResetRule>().AddScoped<LostFactors>()
            .AddScoped(p => new FactorRescue(p.GetRequiredService<RestpyDb>(), p.GetRequiredService<WorkScope>(),
                p.GetRequiredService<LostFactors>()));
        services.AddScoped(p => new NetworkRescue(p.GetRequiredService<RestpyDb>(), p.GetRequiredService<WorkScope>(),
            p.GetRequiredService<RestaurantDirectory>()));
        services.AddSingleton(p => new NetworkLists(p.GetRequiredService<IServiceScopeFactory>()));
        services.AddScoped(p => new SessionLimits(p.GetRequiredService<RestpyDb>(), p.GetRequiredService<ISessions>()));
        services.AddScoped(p => new SuperAdmins(
            p.GetRequiredService<RestpyDb>(), p.GetRequiredService<WorkScope>(), p.GetRequiredService<ResetLinks>()));
        services.AddScoped<IOwnerInvitations, OwnerInvitations>().AddSingleton<SetupLinks>().AddScoped<SessionStart>()
            .AddScoped(p => new FirstSuperAdmin(p.GetRequiredService<RestpyDb>(), p.GetRequiredService<SetupLinks>()));
        services.AddScoped(p =>
            new OverridesInForce(p.GetRequiredService<RestpyDb>(), p.GetRequiredService<PermissionCache>()));
        services.AddScoped<ILending, Lending>().AddSingleton<WorkplaceCounts>()
            .AddScoped<IWorkplaceChoice, WorkplaceChoice>();
        services.AddScoped(p => new Colleagues(p.GetRequiredService<RestpyDb>(), p.GetRequiredService<Grantors>(),
            p.GetRequiredService<RightsReader>(), p.GetRequiredService<PermissionStamps>()));
        services.AddScoped(p => new Approvals(p.GetRequiredService<RestpyDb>(), p.GetRequiredService<MasterKey>()));
        services.AddScoped<SecondFactorFacts>();
        services.AddSingleton<TabletKeyById>().AddSingleton<PairingCodes>().AddScoped<Tablets.Tablets>()
            .AddScoped<ITablets>(p => p.GetRequiredService<Tablets.Tablets>());
        services.AddSingleton(new Retention("staff_tablet_key", "ends_at", TimeSpan.FromDays(30)));
        services.AddSingleton<PinPepper>().AddSingleton<IKeyUse, StaffKeyUse>().AddScoped<Pins.Pins>()
            .AddScoped(p => new PinCheck(p.GetRequiredService<Pins.Pins>()));
        // Past its absolute end a session opens nothing; who was signed in when stays in the activity log.
        services.AddSingleton(new Retention("staff_session", "ends_at", TimeSpan.FromDays(30)));
        // A device nobody signed in from for so long is a new one.
        services.AddSingleton(new Retention("staff_device", "last_at", StaffDevice.Remembered));
        services.AddSingleton<Codes>().AddSingleton<IApiTokens, ApiTokenLookup>();
        services.AddSingleton<TokenReminders>().AddHostedService(p => p.GetRequiredService<TokenReminders>());
        services.AddScoped<SecondFactorRequirements>().AddScoped<SingleUse>().AddScoped<SecondFactorVerifier>()
            .AddScoped<MailCodes>().AddScoped<Notices>().AddScoped<Passkeys>().AddScoped<PendingSignIns>();
        services.AddSingleton(new Retention("staff_pending", "ends_at", TimeSpan.FromDays(1)))
            .AddSingleton(new Retention("staff_passkey_challenge", "ends_at", TimeSpan.FromDays(1)));
        services.AddSingleton(new Retention("staff_mail_code", "sent_at", TimeSpan.FromDays(1)))
            .AddSingleton(new Retention("staff_code_mailing", "at", TimeSpan.FromDays(1)));
        services.AddScoped<IGuideStep, PeopleStep>();
        services.AddHandlersOf<StaffModule>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/staff", HomeAsync).WithMetadata(new SignedInAttribute(), new ReadsAttribute());
        // Whose PIN may be typed for what somebody may not do themselves.
        app.MapGet("/api/v1/lenders", LendersAsync).WithMetadata(new SignedInAttribute(), new ReadsAttribute());
        // For a tablet whose page is older than its session: whose it is now, and the token that works in it.
        app.MapGet("/api/v1/session",
            (HttpContext http, IAntiforgery forms, TimeProvider time) => new CurrentSession(http.Session()!.Maker,
                forms.GetAndStoreTokens(http).RequestToken!, (int)http.Session()!.Left(time.GetUtcNow()).TotalSeconds))
                .WithMetadata(new SignedInAttribute(), new ReadsAttribute());
    }

    /// <summary>The owner of a new restaurant is led through the first steps; everybody else goes to work.</summary>
    private static async Task<IResult> HomeAsync(
        HttpContext http, IEnumerable<IModule> modules, RestaurantDirectory restaurants, CancellationToken ct)
    {
        var me = http.Session()!;
        var isNew = me is { Role: Role.Owner, RestaurantId: { } id }
            && (await restaurants.GetAsync(id, ct)).IsGuideOpen;
        return Results.Redirect(isNew ? "/staff/start" : FirstScreen(me, modules));
    }

    private static async Task<IResult> LendersAsync(
        HttpContext http, ILending lending, Words words, string? @for, CancellationToken ct) =>
        Results.Json((await lending.LendersAsync(http.Session()!, @for ?? "", ct)).Select(l => new
        {
            l.MemberId, l.Name, role = l.Role.ToString(), roleName = words[$"role.{l.Role}"],
        }), Answers.Json);

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
        var open = modules.SelectMany(m => m.Navigation).Where(n => me.May(n.Permission)).OrderBy(n => n.Order)
            .Select(n => n.Url).ToList();
        return open.Contains(wanted) ? wanted : open.FirstOrDefault() ?? "/staff/choose";
    }
}
