using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>
/// The cookie of a session. Its row is read on every request, so that an ended session is over at once.
/// </summary>
public sealed class SessionAuthenticationHandler(IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logs, UrlEncoder encoder, IssuedCookies issued, SecurityEvents events, Words words)
    : CredentialHandler(options, logs, encoder)
{
    public const string Cookie = "restpy";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.GetEndpoint()?.Metadata.GetMetadata<IAccess>() is not { RateLimit: not "assets" } access
            || Request.Cookies[Context.CookieName(Cookie)] is not { } cookie
            || !issued.IsOurs(cookie, ClientLimiter.CookieBytes)) return AuthenticateResult.NoResult();
        // Asked for here and not injected: most requests bring no session, and these lead to the database.
        var services = Context.RequestServices;
        if (await services.GetRequiredService<ISessions>().FindAsync(cookie, IsGesture(Request), Context.Ip(),
            Context.Tablet()?.TabletId, Context.RequestAborted) is not { } session)
            return AuthenticateResult.NoResult();
        var networks = services.GetRequiredService<INetworks>();
        if (!await networks.AllowsAsync(session, Context.Address(), Context.RequestAborted))
        {
            // The cookie is elsewhere than its person may be: it opens nothing any more.
            await networks.EndAsync(session, Context.StaffActor(session), Context.RequestAborted);
            events.Refused(SecurityEvent.Address);
            ErrorAnswers.Say(Context, "status.address");
            return Refuse(StatusCodes.Status403Forbidden, "outside its networks");
        }
        Context.Enter(session);
        // On a page for guests the language that was tapped is the one to be seen: an owner looks at their menu.
        if (access is not OpenAttribute || LanguageChoice.Of(Context) is null)
            words.Language = WordList.Known(session.Language);
        return Succeed();
    }

    /// <summary>
    /// Only user actions extend a session; what a page sends by itself (a queue's next try, a browser's report, a
    /// fragment) does not. A script says which it is; a form that was sent and a link that was tapped need not.
    /// </summary>
    private static bool IsGesture(HttpRequest request) => request.Headers["X-User-Activity"].ToString() switch
    {
        "1" => true,
        "0" => false,
        _ => request.Headers["Sec-Fetch-User"] == "?1"
            || (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
                && request.Headers["Sec-Fetch-Dest"] != "report"),
    };
}
