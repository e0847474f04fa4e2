using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Restpy.Platform.Gates;

/// <summary>
/// What must not be done from a session somebody walked away from: whoever does it has shown within the last ten
/// minutes that it is they. On a page it counts for looking too, so that nothing is typed that then cannot be sent.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsStepUpAttribute : Attribute
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);
}

/// <summary>Open also to a session that lacks what its role asks for, and is good for adding that alone.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class WhileEnrollingAttribute : Attribute
{
    /// <summary>Where a session is sent that is good for adding a second factor alone.</summary>
    public const string Page = "/staff/account/factors";
}

/// <summary>The session may do this, but was it shown lately whose it is?</summary>
internal sealed class StepUpAuthorizationHandler(TimeProvider time) : AccessHandler
{
    private const string StepUp = "/staff/step-up?next=";

    protected override ValueTask<Refusal?> RefusalAsync(HttpContext http) => new(RefusalOf(http));

    private Refusal? RefusalOf(HttpContext http)
    {
        if (http.Session() is not { } session || http.GetEndpoint() is not RouteEndpoint endpoint
            || endpoint.Metadata.GetMetadata<IAccess>() is not (SignedInAttribute or NeedsAttribute)) return null;
        if (session.OnlyEnrols && endpoint.Metadata.GetMetadata<WhileEnrollingAttribute>() is null)
            return new(StatusCodes.Status403Forbidden, WhileEnrollingAttribute.Page);
        if (endpoint.Metadata.GetMetadata<NeedsStepUpAttribute>() is null
            || time.GetUtcNow() - session.ProvedAt < NeedsStepUpAttribute.Lasts) return null;
        // A program has nobody to show anything.
        return new(StatusCodes.Status403Forbidden,
            session.Token is null ? Refusal.WithNext(StepUp, http.Request) : null);
    }
}
