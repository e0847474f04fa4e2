using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Restpy.Platform.Gates;

namespace Restpy.Floor.Scan;

/// <summary>A guest's own cookie: 192 random bits for as long as the browser stays open. It names a phone, not a person.</summary>
internal static class GuestCookie
{
    private const int Bytes = 24;
    private const int Length = 32;

    /// <summary>The cookie the phone brought, or a new one; form tokens made in this same request are bound to it.</summary>
    public static string Ensure(HttpContext http)
    {
        var name = http.CookieName("guest");
        var guest = http.Request.Cookies[name];
        if (!IsOurs(guest))
        {
            guest = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
            http.Response.Cookies.Append(name, guest, new() { HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true });
        }
        http.EnterGuest(guest!);
        return guest!;
    }

    /// <summary>What the log and the orders keep of it: knowing this does not give the cookie.</summary>
    public static Guid SessionOf(string guest) => new(SHA256.HashData(Encoding.ASCII.GetBytes(guest)).AsSpan(0, 16));

    private static bool IsOurs(string? guest) => guest is { Length: Length } && Base64Url.IsValid(guest, out var bytes) && bytes == Bytes;
}
