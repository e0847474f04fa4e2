using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Jobs;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;
using Restpy.Trust.Checks;
using Restpy.Trust.Contract;
using Restpy.Trust.Reports;
using Restpy.Trust.Security;

namespace Restpy.Trust;

/// <summary>The public security page: what we promise, and how each promise stands on this installation.</summary>
public sealed class TrustModule : IModule
{
    public IReadOnlyList<Permission> Permissions => TrustPermissions.All;

    public IReadOnlyList<NavItem> Navigation { get; } =
    [
        new("/platform/reports", "nav.reports", "warning", TrustPermissions.SeeReports, 82)
        {
            Group = NavGroup.Platform,
        },
    ];

    /// <summary>
    /// The claims no other module speaks for. A module that comes to speak for one takes it from here.
    /// </summary>
    public IReadOnlyList<Claim> Claims { get; } =
    [
        Claim("H1", "data", Findings.NotBuilt("a second region with its replica, and the drill that promotes it.")),
        Claim("H2", "data", Findings.NotBuilt(
            "the private network, the load balancer and the firewall rules in front of this server.")),
        Claim("H3", "data", TlsChecks.EdgeAsync),
        Claim("H4", "data", KeysCheck.RunAsync),
        Claim("H5", "data", TlsChecks.TransitAsync),
        Claim("H7", "data", ProbeEvidence.Beside(IsolationCheck.RunAsync)),
        Claim("A1", "application", FormTokenCheck.RunAsync),
        Claim("A2", "application", DecisionCheck.RunAsync),
        Claim("A3", "application", SecondFactorCheck.RunAsync),
        Claim("A4", "application", LoginThrottleCheck.RunAsync),
        Claim("A5", "application", NetworkCheck.RunAsync),
        Claim("A6", "application", RateCheck.RunAsync),
        Claim("A7", "application", IdleCheck.RunAsync),
        Claim("A8", "application", HeaderCheck.RunAsync),
        Claim("P1", "payments", CardScan.RunAsync),
        Claim("P2", "payments", Findings.NotBuilt("the payment gateways and their signed webhooks.")),
        Claim("P3", "payments", Findings.NotBuilt("a restaurant's own gateway keys.")),
        Claim("C1", "compliance", AttestationCheck.Of("C1")),
        Claim("C2", "compliance", AttestationCheck.Of("C2")),
        Claim("C3", "compliance",
            Findings.NotBuilt("the agreement for download and the deletion of a guest in one click.")),
        Claim("C4", "compliance", Findings.NotBuilt("the ledger of consents, the rights desk and its clocks.")),
        Claim("C5", "compliance", Findings.NotBuilt("the registration of invoices with the portal.")),
        Claim("V1", "reporting", ReportingCheck.RunAsync),
    ];

    public void Add(IServiceCollection services)
    {
        services.AddOptions<OperatorOptions>().BindConfiguration("Restpy:Operator");
        services.AddSingleton<IModelPart, TrustMap>().AddSingleton<IKeyUse, TrustKeyUse>();
        services.AddScoped(p => new ProbeRuns(
            p.GetRequiredService<RestpyDb>(), p.GetRequiredService<WorkScope>(), p.GetRequiredService<MasterKey>()));
        services.AddSingleton<CardReading>().AddSingleton<ClaimRegister>().AddSingleton<Loopback>()
            .AddScoped<EndpointWalk>();
        services.AddSingleton<CheckSchedule>().AddHostedService(p => p.GetRequiredService<CheckSchedule>());
        services.AddSingleton<ReportReading>().AddSingleton<ReportTally>()
            .AddHostedService(p => p.GetRequiredService<ReportTally>());
        // Browsers report by themselves, without a page to hold a token. Small, counted by words of ours, and thrown
        // away.
        services.AddSingleton(new FormTokenExemption($"POST {ContentPolicy.ReportPath}"));
        // A page that breaks its policy says so once for each thing refused; who sends more has other things in mind.
        services.AddRateLimit("reports", new(new(20, 10)));
        // Small on purpose: the security page proves with it that a bucket runs empty, on each node for itself.
        services.AddRateLimit(SecurityProbe.RateLimit, new(new(5, 60, RateLimitSharing.None)));
        services.AddSingleton(new Retention("trust_report", "day", PolicyReport.Kept));
        services.AddHandlersOf<TrustModule>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
        SecurityTxt.Map(app);
        SecurityProbe.Map(app);
        ReportEndpoints.Map(app);
    }

    private static Claim Claim(
        string id, string section, Func<IServiceProvider, CancellationToken, Task<Finding>> check) =>
        new(id, section, $"claim.{id}", $"claim.{id}.how") { Check = check };
}
