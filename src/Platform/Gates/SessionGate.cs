using Microsoft.AspNetCore.Http;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>
/// Gate 4: the session row behind the cookie is read on every request, so that an ended session is over at once.
/// </summary>
public sealed class SessionGate(RequestDelegate next, IssuedCookies issued)
{
    public const string Cookie = "restpy";

    public async Task InvokeAsync(HttpContext http, LazyService<ISessions> sessions, LazyService<INetworks> networks,
        SecurityEvents events, Words words)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<IAccess>() is { RateLimit: not "assets" } access
            && http.Request.Cookies[http.CookieName(Cookie)] is { } cookie
            && issued.IsOurs(cookie, RateLimitGate.CookieBytes))
        {
            if (await sessions.Value.FindAsync(
                cookie, IsGesture(http), http.Ip(), http.Tablet()?.TabletId, http.RequestAborted) is { } session)
            {
                if (!await networks.Value.AllowsAsync(session, http.Address(), http.RequestAborted))
                {
                    // The cookie is elsewhere than its person may be: it opens nothing any more.
                    await networks.Value.EndAsync(session, http.StaffActor(session), http.RequestAborted);
                    events.Refused(SecurityEvent.Address);
                    ErrorAnswers.Say(http, "status.address");
                    http.Response.StatusCode = StatusCodes.Status403Forbidden;
                    return;
                }
                http.Enter(session);
                // On a page for guests the language that was tapped is the one to be seen: an owner looks at their
                // menu.
                if (access is not OpenAttribute || LanguageChoice.Of(http) is null)
                    words.Language = WordList.Known(session.Language);
            }
        }
        await next(http);
    }

    /// <summary>
    /// Only a hand keeps a session alive: what a page sends by itself (a queue's next try, a browser's report, a
    /// fragment) does
    /// not. A script says which it is; a form that was sent and a link that was tapped speak for themselves.
    /// </summary>
    private static bool IsGesture(HttpContext http) => http.Request.Headers["X-User-Activity"].ToString() switch
    {
        "1" => true,
        "0" => false,
        _ => http.Request.Headers["Sec-Fetch-User"] == "?1"
            || (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)
                && http.Request.Headers["Sec-Fetch-Dest"] != "report"),
    };
}
