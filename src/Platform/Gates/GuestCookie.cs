using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Restpy.Platform.Gates;

/// <summary>
/// A guest's own cookie: 128 random bits and our mark, for as long as the browser stays open. It names a phone, not a
/// person.
/// </summary>
public static class GuestCookie
{
    private const int Bytes = 24;

    /// <summary>The cookie the phone brought, or null; nothing is set.</summary>
    public static string? Find(HttpContext http) =>
        http.Request.Cookies[http.CookieName("guest")] is { } guest && IsOurs(http, guest) ? guest : null;

    /// <summary>
    /// The cookie the phone brought, or a new one; form tokens made in this same request are bound to it.
    /// </summary>
    public static string Ensure(HttpContext http)
    {
        if (Find(http) is not { } guest)
        {
            guest = Issued(http).Make(Bytes);
            http.Response.Cookies.Append(http.CookieName("guest"), guest, new()
            {
                HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/",
                IsEssential = true,
            });
        }
        http.EnterGuest(guest);
        return guest;
    }

    /// <summary>What the log, the baskets and the orders keep of it: knowing this does not give the cookie.</summary>
    public static Guid SessionOf(string guest) => new(SHA256.HashData(Encoding.ASCII.GetBytes(guest)).AsSpan(0, 16));

    internal static bool IsOurs(HttpContext http, string guest) => Issued(http).IsOurs(guest, Bytes);

    private static IssuedCookies Issued(HttpContext http) => http.RequestServices.GetRequiredService<IssuedCookies>();
}
