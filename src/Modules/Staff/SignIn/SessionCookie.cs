using Microsoft.AspNetCore.Http;
using Restpy.Platform.Gates;

namespace Restpy.Staff.SignIn;

internal static class SessionCookie
{
    /// <summary>A new session gets a new form-token cookie as well: nothing made before the sign-in works after it.</summary>
    public static void Set(HttpContext http, string cookie)
    {
        http.Response.Cookies.Append(http.CookieName(SessionGate.Cookie), cookie, Options(http));
        http.Response.Cookies.Delete("restpy-form");
    }

    public static void Clear(HttpContext http)
    {
        http.Response.Cookies.Delete(http.CookieName(SessionGate.Cookie), Options(http));
        http.Response.Cookies.Delete("restpy-form");
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
    }

    private static CookieOptions Options(HttpContext http) => new() { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };
}
