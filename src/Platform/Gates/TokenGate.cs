using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>
/// Between gates 3 and 4: a program's token stands in place of a cookie, on the API alone. Together with a cookie it is
/// refused:
/// no browser of ours sends both. Tokens that are none of ours are counted, and wait.
/// </summary>
public sealed class TokenGate(RequestDelegate next, BearerTokens tokens, LoginThrottle throttle, SecurityEvents events)
{
    public async Task InvokeAsync(HttpContext http, IApiTokens known, Words words)
    {
        if (BearerTokens.Brought(http.Request) is not { } brought
            || http.GetEndpoint()?.Metadata.GetMetadata<IAccess>() is null or OpenAttribute)
        {
            await next(http);
            return;
        }
        if (http.Request.Cookies.ContainsKey(http.CookieName(SessionGate.Cookie)))
        {
            Refuse(http, StatusCodes.Status400BadRequest, "together with a cookie");
            return;
        }
        if (tokens.Read(brought) is not { } token)
        {
            // Counted before it is refused, and by the neighbourhood: who guesses has no account.
            var wait = await throttle.CountAsync(ThrottleKey.OfToken(http.NetworkPrefix()), http.RequestAborted)
                is null;
            if (wait) http.Response.Headers.RetryAfter = "30";
            Refuse(http, wait ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized, "unknown");
            return;
        }
        if (!http.Request.Path.StartsWithSegments("/api/v1")
            || await known.FindAsync(token, http.Address(), http.RequestAborted) is not { } session)
        {
            Refuse(http, StatusCodes.Status401Unauthorized, "over, or not good here");
            return;
        }
        http.Enter(session);
        words.Language = WordList.Known(session.Language);
        await next(http);
    }

    private void Refuse(HttpContext http, int status, string why)
    {
        events.Note(http, SecurityEvent.Token, why);
        if (status == StatusCodes.Status401Unauthorized) http.Response.Headers.WWWAuthenticate = "Bearer";
        http.Response.StatusCode = status;
    }
}
