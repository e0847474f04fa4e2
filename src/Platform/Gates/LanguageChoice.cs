using Microsoft.AspNetCore.Http;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>
/// The language somebody tapped on a page for guests. Who never did reads what their browser asks for, or their account
/// says.
/// </summary>
public static class LanguageChoice
{
    private const string Name = "lang";

    /// <summary>By the link, or remembered; null where there is none, or none we have.</summary>
    public static string? Of(HttpContext http)
    {
        var chosen = http.Request.Query[Name].FirstOrDefault() ?? Remembered(http);
        return WordList.Languages.Contains(chosen) ? chosen : null;
    }

    /// <summary>For half a year, and only what was tapped: what the browser asks for needs no cookie.</summary>
    public static void Remember(HttpContext http)
    {
        if (http.Request.Query[Name].Count == 0 || Of(http) is not { } chosen || Remembered(http) == chosen) return;
        http.Response.Cookies.Append(http.CookieName(Name), chosen, new()
        {
            HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/",
            MaxAge = TimeSpan.FromDays(180), IsEssential = true,
        });
    }

    private static string? Remembered(HttpContext http) => http.Request.Cookies[http.CookieName(Name)];
}
