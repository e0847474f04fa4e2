using Microsoft.AspNetCore.Http;
using Restpy.Platform.Gates;

namespace Restpy.Staff.Tablets;

internal static class TabletCookie
{
    /// <summary>What was made before does not work from the next page on.</summary>
    public static void Set(HttpContext http, string cookie)
    {
        http.Response.Cookies.Append(http.CookieName(TabletAuthenticationHandler.Cookie), cookie, new()
        {
            HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true,
            MaxAge = Tablet.Lasts,
        });
        FormTokens.Renew(http);
    }
}
