using Microsoft.AspNetCore.Http;
using Restpy.Platform.Gates;
using Restpy.Staff.SignIn;

namespace Restpy.Staff.OpenSessions;

internal static class SessionCookie
{
    /// <summary>
    /// A new session gets a new form-token cookie as well: nothing made before the sign-in works after it.
    /// </summary>
    public static void Set(HttpContext http, string cookie)
    {
        http.Response.Cookies.Append(http.CookieName(SessionAuthenticationHandler.Cookie), cookie, Options(http));
        FormTokens.Renew(http);
    }

    /// <param name="http">The request that signs out.</param>
    /// <param name="keepQueue">Commands wait on this tablet, perhaps of somebody else: clearing its storage would lose
    /// orders.</param>
    public static void Clear(HttpContext http, bool keepQueue)
    {
        http.Response.Cookies.Delete(http.CookieName(SessionAuthenticationHandler.Cookie), Options(http));
        FormTokens.Renew(http);
        http.Response.Headers["Clear-Site-Data"] = keepQueue ? "\"cache\"" : "\"cache\", \"storage\"";
    }

    private static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true,
    };
}
