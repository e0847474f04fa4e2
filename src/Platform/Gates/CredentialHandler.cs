using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Restpy.Platform.Gates;

/// <summary>
/// One kind of credentials, read on every request. A request whose credentials are refused ends with the status its
/// handler has set, on open endpoints too.
/// </summary>
public abstract class CredentialHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder), IAuthenticationRequestHandler
{
    public async Task<bool> HandleRequestAsync()
    {
        var result = await AuthenticateAsync();
        if (result.Principal is { } principal) Context.User = principal;
        return result.Failure is not null;
    }

    /// <summary>
    /// An identity without claims: what somebody may do is in their session, read from its row. A form token would be
    /// bound to claims as well, and the lock screen's outlives the person who leaves.
    /// </summary>
    protected AuthenticateResult Succeed() =>
        AuthenticateResult.Success(new(new ClaimsPrincipal(new ClaimsIdentity(Scheme.Name)), Scheme.Name));

    protected AuthenticateResult Refuse(int status, string why)
    {
        Response.StatusCode = status;
        return AuthenticateResult.Fail(why);
    }
}
