using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;

namespace Restpy.Staff.SignIn;

/// <summary>
/// A browser a person has signed in from. It opens nothing; wrong guesses from elsewhere cannot close it.
/// </summary>
[SharedByAllRestaurants("A person's own, whatever restaurants they work for; asked before one is chosen.")]
[NotAudited("Written with the sign-in, which is audited.")]
internal sealed class StaffDevice
{
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(180);

    public Guid PersonId { get; init; }

    /// <summary>A hash of the cookie: who reads the table cannot pass for the device.</summary>
    [Secret]
    public string Id { get; init; } = "";
    public DateTimeOffset FirstAt { get; init; }
    public DateTimeOffset LastAt { get; set; }

    [PersonalData(PersonalDataCategory.Connection, KeptFor.UntilUnused)]
    public string Ip { get; set; } = "";

    [PersonalData(PersonalDataCategory.Connection, KeptFor.UntilUnused)]
    public string UserAgent { get; set; } = "";
}

/// <summary>Remembers from which browsers a person signs in, by a cookie that means nothing else.</summary>
internal sealed class Devices(RestpyDb db)
{
    public const string Cookie = ClientLimiter.DeviceCookie;
    private const int Bytes = ClientLimiter.CookieBytes;

    /// <returns>The device this browser is; a new one gets its cookie with this answer.</returns>
    public static string Ensure(HttpContext http)
    {
        var cookie = http.Request.Cookies[http.CookieName(Cookie)];
        if (cookie is null || cookie.Length > 100 || !Base64Url.IsValid(cookie, out var bytes) || bytes != Bytes)
            cookie = http.RequestServices.GetRequiredService<IssuedCookies>().Make(Bytes);
        http.Response.Cookies.Append(http.CookieName(Cookie), cookie, new()
        {
            HttpOnly = true, Secure = http.Request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/",
            IsEssential = true, MaxAge = StaffDevice.Remembered,
        });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(cookie)));
    }

    /// <returns>The device whose cookie came with the request, as its hash; empty without one.</returns>
    public static string Of(HttpContext http) =>
        http.Request.Cookies[http.CookieName(Cookie)] is { Length: > 0 and <= 100 } cookie
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(cookie))) : "";

    /// <returns>Null for nobody, and where this person has not signed in from it.</returns>
    public async Task<StaffDevice?> OfAsync(Person? person, string device, CancellationToken ct)
    {
        // Nobody's devices are asked for as well: the answer to an unknown address must not come sooner.
        var id = person?.Id ?? Guid.Empty;
        return await db.Set<StaffDevice>().FirstOrDefaultAsync(d => d.PersonId == id && d.Id == device, ct);
    }

    /// <summary>To be saved with the sign-in.</summary>
    /// <returns>True when it is the first from there.</returns>
    public bool Remember(StaffDevice? known, Guid personId, SignInClient client)
    {
        var now = db.Time.GetUtcNow();
        if (known is null) db.Add(new StaffDevice
        {
            PersonId = personId, Id = client.Device, FirstAt = now, LastAt = now, Ip = client.Ip,
            UserAgent = client.UserAgent,
        });
        else (known.LastAt, known.Ip, known.UserAgent) = (now, client.Ip, client.UserAgent);
        return known is null;
    }
}
