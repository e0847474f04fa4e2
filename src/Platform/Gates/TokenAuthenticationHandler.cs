using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>
/// A program's token in place of a cookie, on the API alone. Together with a cookie it is refused: no browser of ours
/// sends both. Tokens that are none of ours are counted, and wait.
/// </summary>
public sealed class TokenAuthenticationHandler(IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logs, UrlEncoder encoder, BearerTokens tokens, LoginThrottle throttle, SecurityEvents events)
    : CredentialHandler(options, logs, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerTokens.Brought(Request) is not { } brought
            || Context.GetEndpoint()?.Metadata.GetMetadata<IAccess>() is null or OpenAttribute)
            return AuthenticateResult.NoResult();
        if (Request.Cookies.ContainsKey(Context.CookieName(SessionAuthenticationHandler.Cookie)))
            return RefuseToken(StatusCodes.Status400BadRequest, "together with a cookie");
        if (tokens.Read(brought) is not { } token)
        {
            // Counted before it is refused, and by the neighbourhood: who guesses has no account.
            var wait = await throttle.CountAsync(
                ThrottleKey.OfToken(Context.NetworkPrefix()), Context.RequestAborted) is null;
            if (wait) Response.Headers.RetryAfter = "30";
            return RefuseToken(
                wait ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized, "unknown");
        }
        var services = Context.RequestServices;
        if (!Request.Path.StartsWithSegments("/api/v1") || await services.GetRequiredService<IApiTokens>()
            .FindAsync(token, Context.Address(), Context.RequestAborted) is not { } session)
            return RefuseToken(StatusCodes.Status401Unauthorized, "over, or not good here");
        Context.Enter(session);
        services.GetRequiredService<Words>().Language = WordList.Known(session.Language);
        return Succeed();
    }

    private AuthenticateResult RefuseToken(int status, string why)
    {
        events.Note(Context, SecurityEvent.Token, why);
        if (status == StatusCodes.Status401Unauthorized) Response.Headers.WWWAuthenticate = "Bearer";
        return Refuse(status, why);
    }
}
