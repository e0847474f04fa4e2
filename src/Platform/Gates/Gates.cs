using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Platform.Data;

namespace Restpy.Platform.Gates;

public static class GateServices
{
    public static IServiceCollection AddGates(this IServiceCollection services)
    {
        services.AddSingleton<ContentPolicy>().AddSingleton<RateLimitList>().AddSingleton<LocalRateLimits>()
            .AddSingleton<IssuedCookies>().AddSingleton<BearerTokens>().AddSingleton<ClientLimiter>()
            .AddSingleton<AccountLimiter>().AddRateLimiter(_ => { });
        services.AddSingleton(
            p => new RateLimitExchange(p.GetRequiredService<LocalRateLimits>(), p.GetRequiredService<DatabaseOptions>(),
                p.GetRequiredService<ILogger<RateLimitExchange>>()));
        services.AddHostedService(p => p.GetRequiredService<RateLimitExchange>());
        services.AddSingleton<SecurityEvents>().AddHostedService(p => p.GetRequiredService<SecurityEvents>());
        services.AddScoped<CurrentTablet>();
        // In this order on each request: a session opened on a paired tablet is good on that tablet alone.
        services.AddAuthentication().Add<TokenAuthenticationHandler>("token").Add<TabletAuthenticationHandler>("tablet")
            .Add<SessionAuthenticationHandler>("session");
        // For every endpoint, so that one without a decision is closed. Handlers run in this order until one refuses.
        services.AddAuthorization(options =>
        {
            options.InvokeHandlersAfterFailure = false;
            options.DefaultPolicy = new AuthorizationPolicyBuilder().AddRequirements(new AccessRequirement()).Build();
            options.FallbackPolicy = options.DefaultPolicy;
        });
        services.AddSingleton<IAuthorizationHandler, PermissionAuthorizationHandler>()
            .AddSingleton<IAuthorizationHandler, SuspensionAuthorizationHandler>()
            .AddSingleton<IAuthorizationHandler, StepUpAuthorizationHandler>()
            .AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationAnswers>();
        services.AddSingleton<IAntiforgeryAdditionalDataProvider, SessionBinding>().AddSingleton<FormTokenCache>()
            .AddSingleton<FormTokenExemptions>();
        services.AddHttpContextAccessor();
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IHttpContextAccessor>((options, here) =>
        {
            options.HeaderName = FormTokens.Header;
            options.FormFieldName = "_token";
            options.Cookie = new CookieNamedByScheme(FormTokens.Cookie, SameSiteMode.Strict, here);
            options.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    private static AuthenticationBuilder Add<T>(this AuthenticationBuilder schemes, string name)
        where T : CredentialHandler => schemes.AddScheme<AuthenticationSchemeOptions, T>(name, null);

    /// <summary>Gates 3 to 7, in the order a request meets them. 1 and 2 stand before routing, in Program.cs.</summary>
    public static WebApplication UseGates(this WebApplication app)
    {
        app.UseLimiter<ClientLimiter>();
        app.UseAuthentication();
        app.UseMiddleware<ScopeGate>();
        app.UseLimiter<AccountLimiter>();
        app.UseAuthorization();
        app.UseMiddleware<FormTokenGate>();
        app.UseMiddleware<LendingGate>();
        return app;
    }
}
