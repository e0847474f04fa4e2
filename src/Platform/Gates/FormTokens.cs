using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Restpy.Platform.Gates;

/// <summary>Which endpoints ask for no form token, and how tokens are renewed.</summary>
public static class FormTokens
{
    public const string Cookie = "restpy-form";
    public const string Header = "X-CSRF-TOKEN";

    /// <summary>
    /// Callers that prove themselves otherwise, or have nothing to prove. An attribute alone excuses nobody: an entry
    /// here is a security review, and a test compares the list with the endpoint table.
    /// </summary>
    public static readonly IReadOnlySet<string> Excused = new HashSet<string>
    {
        // The signed token in the address is the caller's authority. JSON only, and nothing a browser sends from
        // another site.
        "POST /api/v1/guest/{token}/orders",
        // Browsers report by themselves, without a page to hold a token. Small, counted by words of ours, and thrown
        // away.
        "POST /security/reports",
    };

    /// <summary>
    /// What was made before does not work from the next page on. To be called wherever somebody becomes more, or less,
    /// than they were: at a sign-in, another restaurant, a second factor, a sign-out. With a new session the old tokens
    /// are void anyhow.
    /// </summary>
    public static void Renew(HttpContext http) => http.Response.Cookies.Delete(http.CookieName(Cookie), new()
    {
        Path = "/", Secure = http.Request.IsHttps, HttpOnly = true, SameSite = SameSiteMode.Strict,
    });

    internal static bool IsExcused(RouteEndpoint endpoint, string method) =>
        endpoint.Metadata.GetMetadata<NoFormTokenAttribute>() is not null
            && Excused.Contains($"{method.ToUpperInvariant()} /{endpoint.RoutePattern.RawText?.TrimStart('/')}");
}
