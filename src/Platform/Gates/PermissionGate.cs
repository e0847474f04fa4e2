using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>Gate 6: the decision on the endpoint. No decision, no entry.</summary>
public sealed class PermissionGate(RequestDelegate next, SecurityEvents events, PermissionCatalogue catalogue)
{
    private readonly HashSet<string> _weighty = [.. catalogue.All.Where(p => p.RecheckOnSave).Select(p => p.Name)];

    public Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint() is not { } endpoint) return next(http);
        return endpoint.Metadata.GetMetadata<IAccess>() switch
        {
            OpenAttribute => next(http),
            // What anybody signed in may do is about themselves: their session, their screens. A program has neither.
            SignedInAttribute when http.Session() is { Token: not null }
                && endpoint.Metadata.GetMetadata<ForProgramsAttribute>() is null =>
                    RefuseAsync(http, StatusCodes.Status403Forbidden),
            SignedInAttribute when http.Session() is not null => next(http),
            NeedsAttribute or SignedInAttribute when http.IsShownOnTablet() => next(http),
            OnTabletAttribute => http.Tablet() is null ? RefuseAsync(http, StatusCodes.Status403Forbidden) : next(http),
            NeedsAttribute needs when http.Session() is { } session => EnterAsync(http, session, needs.Permission),
            SignedInAttribute or NeedsAttribute => SignInFirstAsync(http),
            // Not an endpoint of ours: routing's own answer 405 or 415.
            null when endpoint is not RouteEndpoint => next(http),
            _ => RefuseAsync(http, StatusCodes.Status404NotFound),
        };
    }

    private async Task EnterAsync(HttpContext http, Session session, string permission)
    {
        if (session.May(permission)) await GoOnAsync(http, session, permission);
        else if (await Lent.ReadAsync(http) is not null)
        {
            // On somebody else's word, which LendingGate asks for: until it has, nothing of this request is saved.
            http.RequestServices.GetRequiredService<WorkScope>().BeforeSave = Lent.NotYet;
            await BranchAsync(http, session);
        }
        else if (HttpMethods.IsGet(http.Request.Method)
            && http.GetEndpoint()!.Metadata.GetMetadata<LendableAttribute>() is { Look: { } look }
            && session.Token is null && session.May(look)) await BranchAsync(http, session);
        else
        {
            events.Note(http, SecurityEvent.Forbidden, permission);
            await RefuseAsync(http, StatusCodes.Status403Forbidden);
        }
    }

    private Task GoOnAsync(HttpContext http, Session session, string permission)
    {
        if (_weighty.Contains(permission) && session.MemberId is not null)
        {
            var sessions = http.RequestServices.GetRequiredService<ISessions>();
            http.RequestServices.GetRequiredService<WorkScope>().BeforeSave =
                (work, ct) => sessions.KeepRightsAsync(session, work, ct);
        }
        return BranchAsync(http, session);
    }

    private Task BranchAsync(HttpContext http, Session session)
    {
        if (session.BranchId is not null || http.GetEndpoint()!.Metadata.GetMetadata<NeedsBranchAttribute>() is null)
            return next(http);
        if (!AsksForPage(http.Request)) return RefuseAsync(http, StatusCodes.Status409Conflict);
        http.Response.Redirect(
            "/staff/choose?next=" + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString));
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>What can be sent to another page: neither a program nor a script of ours.</summary>
    private static bool AsksForPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/api")
            && !request.Headers.ContainsKey("X-Fragment");

    private static Task SignInFirstAsync(HttpContext http)
    {
        if (!AsksForPage(http.Request)) return RefuseAsync(http, StatusCodes.Status401Unauthorized);
        // A session was here and is over: the page says so.
        var over = http.Tablet() is null
            && http.Request.Cookies.ContainsKey(http.CookieName(SessionAuthenticationHandler.Cookie)) ? "over=1&" : "";
        http.Response.Redirect((http.Tablet() is null ? "/sign-in" : "/tablet") + $"?{over}next="
            + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString));
        return Task.CompletedTask;
    }
}
