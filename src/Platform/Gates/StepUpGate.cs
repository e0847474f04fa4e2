using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Restpy.Platform.Gates;

/// <summary>
/// What must not be done from a session somebody walked away from: whoever does it has shown within the last ten
/// minutes that
/// it is they. On a page it counts for looking too, so that nothing is typed that then cannot be sent.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsStepUpAttribute : Attribute
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);
}

/// <summary>Open also to a session that lacks what its role asks for, and is good for adding that alone.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class WhileEnrollingAttribute : Attribute;

/// <summary>Between gates 6 and 7: the session may do this, but was it shown lately whose it is?</summary>
public sealed class StepUpGate(RequestDelegate next, TimeProvider time)
{
    public const string Enrolling = "/staff/account/factors";
    private const string StepUp = "/staff/step-up";

    public Task InvokeAsync(HttpContext http)
    {
        if (http.Session() is not { } session || http.GetEndpoint() is not RouteEndpoint endpoint
            || endpoint.Metadata.GetMetadata<IAccess>() is not (SignedInAttribute or NeedsAttribute)) return next(http);
        if (session.OnlyEnrols && endpoint.Metadata.GetMetadata<WhileEnrollingAttribute>() is null)
            return SendAsync(http, Enrolling);
        if (endpoint.Metadata.GetMetadata<NeedsStepUpAttribute>() is null
            || time.GetUtcNow() - session.ProvedAt < NeedsStepUpAttribute.Lasts) return next(http);
        // Nobody is there to show anything.
        if (session.Token is not null) return RefuseAsync(http);
        return SendAsync(http, $"{StepUp}?next={Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)}");
    }

    private static Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static Task SendAsync(HttpContext http, string where)
    {
        var asksForPage = !http.Request.Path.StartsWithSegments("/api")
            && !http.Request.Headers.ContainsKey("X-Fragment");
        if (asksForPage) http.Response.Redirect(where);
        else http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
