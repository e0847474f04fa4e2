using System.Globalization;
using Microsoft.AspNetCore.Http;
using Restpy.Platform.Data;

namespace Restpy.Platform.Gates;

/// <summary>
/// Gate 3: token buckets before anything costly: of the phone, session or device a cookie of ours names, of a table's
/// code, of the address. Nothing is asked of the database to know which; only buckets all nodes share are.
/// </summary>
public sealed class RateLimitGate(RequestDelegate next, RateLimitList buckets, RateLimitExchange exchange,
    IssuedCookies issued, BearerTokens tokens, SecurityEvents events)
{
    /// <summary>Names a browser somebody has signed in from.</summary>
    public const string DeviceCookie = "restpy-device";

    /// <summary>Length of the cookies of sessions and devices.</summary>
    public const int CookieBytes = 32;

    public async Task InvokeAsync(HttpContext http)
    {
        var name = http.RateName();
        var limits = buckets[name];
        var address = http.NetworkPrefix();
        // What brings a token for programs is judged by that alone: ours has a bucket of its own, an invented one is a
        // stranger's.
        var brought = BearerTokens.Brought(http.Request);
        var wait = await (tokens.Read(brought) is { } token
            ? TakeAsync(("token own", buckets["token"].Own!, token.Id.ToString()),
                (name + " known", limits.Address, address))
            : brought is null && Own(http, limits.By) is { } own
            ? TakeAsync((name + " own", limits.Own!, own), (name + " known", limits.Address, address))
            : limits.Place is { } bucket
            && http.GetEndpoint()?.Metadata.GetMetadata<IScopeSource>()?.Place(http) is { } place
                ? TakeAsync((name + " place", bucket, $"{address} {place}"), (name, limits.Address, address))
                : TakeAsync((name, limits.Address, address)));
        if (wait == TimeSpan.Zero) await next(http);
        else http.Refuse(events, name, wait);
    }

    private async ValueTask<TimeSpan> TakeAsync(params (string Name, RateLimit RateLimit, string Whose)[] chain)
    {
        foreach (var (name, bucket, whose) in chain)
            if (await exchange.TakeAsync(name, bucket, whose) is var wait && wait > TimeSpan.Zero) return wait;
        return TimeSpan.Zero;
    }

    /// <summary>Whose this request is, as far as a cookie of ours says; one that is invented says nothing.</summary>
    private string? Own(HttpContext http, Known by)
    {
        if (by.HasFlag(Known.Session) && Cookie(http, SessionAuthenticationHandler.Cookie) is { } session)
            return session;
        if (by.HasFlag(Known.Device) && Cookie(http, DeviceCookie) is { } device) return device;
        if (by.HasFlag(Known.Tablet) && Cookie(http, TabletAuthenticationHandler.Cookie) is { } tablet) return tablet;
        return by.HasFlag(Known.Guest) ? GuestCookie.Find(http) : null;
    }

    private string? Cookie(HttpContext http, string name) =>
        http.Request.Cookies[http.CookieName(name)] is { } cookie && issued.IsOurs(cookie, CookieBytes) ? cookie : null;
}

/// <summary>
/// Between gates 5 and 6: the buckets of who and where, which are known only now. An account's is the same from every
/// tablet;
/// a restaurant's guests have one together, which its staff do not draw from.
/// </summary>
public sealed class AccountRateLimitGate(
    RequestDelegate next, RateLimitList buckets, RateLimitExchange exchange, SecurityEvents events)
{
    public async Task InvokeAsync(HttpContext http, WorkScope scope)
    {
        var name = http.RateName();
        var limits = buckets[name];
        var wait = TimeSpan.Zero;
        if (limits.Account is { } account && http.Session() is { Token: null } session)
            wait = await exchange.TakeAsync(name + " account", account, session.PersonId.ToString());
        else if (limits.Restaurant is { } restaurant && scope.RestaurantId is { } id)
            wait = await exchange.TakeAsync(name + " restaurant", restaurant, id.ToString());
        if (wait == TimeSpan.Zero) await next(http);
        else http.Refuse(events, name, wait);
    }
}

file static class RateExtensions
{
    /// <summary>To look at the sign-in page is no try: it draws from the bucket of every public page.</summary>
    public static string RateName(this HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IAccess>()?.RateLimit switch
        {
            null => "public",
            "sign-in" when HttpMethods.IsGet(http.Request.Method)
                || HttpMethods.IsHead(http.Request.Method) => "public",
            var bucket => bucket,
        };

    public static void Refuse(this HttpContext http, SecurityEvents events, string name, TimeSpan wait)
    {
        events.Note(http, SecurityEvent.Throttled, name);
        http.Response.Headers.RetryAfter =
            Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
    }
}
