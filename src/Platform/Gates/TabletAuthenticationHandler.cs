using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Restpy.Platform.Gates;

/// <summary>
/// The cookie of a paired tablet. Its row is read on every request, so that an ended tablet is over at once.
/// </summary>
public sealed class TabletAuthenticationHandler(IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logs, UrlEncoder encoder, IssuedCookies issued, CurrentTablet current)
    : CredentialHandler(options, logs, encoder)
{
    public const string Cookie = "restpy-tablet";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.GetEndpoint()?.Metadata.GetMetadata<IAccess>() is not { RateLimit: not "assets" }
            || Request.Cookies[Context.CookieName(Cookie)] is not { } cookie
            || !issued.IsOurs(cookie, ClientLimiter.CookieBytes)
            || await Context.RequestServices.GetRequiredService<ITablets>().FindAsync(
                cookie, Context.Ip(), Context.RequestAborted) is not { } tablet) return AuthenticateResult.NoResult();
        current.Tablet = tablet;
        Context.Items[typeof(PairedTablet)] = tablet;
        return Succeed();
    }
}
