using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>The decision on the endpoint. One without a decision is closed.</summary>
internal sealed class PermissionAuthorizationHandler(SecurityEvents events, PermissionCatalogue catalogue)
    : AccessHandler
{
    private static readonly Refusal Forbidden = new(StatusCodes.Status403Forbidden);
    private readonly HashSet<string> _recheckOnSave =
        [.. catalogue.All.Where(p => p.RecheckOnSave).Select(p => p.Name)];

    protected override async ValueTask<Refusal?> RefusalAsync(HttpContext http)
    {
        if (http.GetEndpoint() is not { } endpoint) return null;
        return endpoint.Metadata.GetMetadata<IAccess>() switch
        {
            OpenAttribute => null,
            // What anybody signed in may do is about themselves: their session, their screens. A program has neither.
            SignedInAttribute when http.Session() is { Token: not null }
                && endpoint.Metadata.GetMetadata<ForProgramsAttribute>() is null => Forbidden,
            SignedInAttribute when http.Session() is not null => null,
            NeedsAttribute or SignedInAttribute when http.IsShownOnTablet() => null,
            OnTabletAttribute => http.Tablet() is null ? Forbidden : null,
            NeedsAttribute needs when http.Session() is { } session =>
                await LacksAsync(http, session, needs.Permission) ?? LacksBranch(http, session),
            SignedInAttribute or NeedsAttribute => SignInFirst(http),
            // Not an endpoint of ours: routing's own answer 405 or 415.
            null when endpoint is not RouteEndpoint => null,
            _ => new(StatusCodes.Status404NotFound),
        };
    }

    private async ValueTask<Refusal?> LacksAsync(HttpContext http, Session session, string permission)
    {
        var scope = http.RequestServices.GetRequiredService<WorkScope>();
        if (session.May(permission))
        {
            if (_recheckOnSave.Contains(permission) && session.MemberId is { } member)
                scope.RightsAtSave = new(new MemberRights(member, session.RightsMark));
            return null;
        }
        if (await Lent.ReadAsync(http) is not null)
        {
            // On somebody else's word, which LendingGate asks for: until it has, nothing of this request is saved.
            scope.RightsAtSave = Lent.NotYet;
            return null;
        }
        if (HttpMethods.IsGet(http.Request.Method)
            && http.GetEndpoint()!.Metadata.GetMetadata<LendableAttribute>() is { Look: { } look }
            && session.Token is null && session.May(look)) return null;
        events.Note(http, SecurityEvent.Forbidden, permission);
        return Forbidden;
    }

    private static Refusal? LacksBranch(HttpContext http, Session session) =>
        session.BranchId is not null || http.GetEndpoint()!.Metadata.GetMetadata<NeedsBranchAttribute>() is null ? null
            : new(StatusCodes.Status409Conflict, PageOf(http, "/staff/choose?next="));

    private static Refusal SignInFirst(HttpContext http)
    {
        if (http.Tablet() is not null) return new(StatusCodes.Status401Unauthorized, PageOf(http, "/tablet?next="));
        // A session was here and is over: the page says so.
        var over = http.Request.Cookies.ContainsKey(http.CookieName(SessionAuthenticationHandler.Cookie))
            ? "over=1&" : "";
        return new(StatusCodes.Status401Unauthorized, PageOf(http, $"/sign-in?{over}next="));
    }

    /// <summary>A form that was sent cannot go on from another page.</summary>
    private static string? PageOf(HttpContext http, string page) =>
        HttpMethods.IsGet(http.Request.Method) ? Refusal.WithNext(page, http.Request) : null;
}
