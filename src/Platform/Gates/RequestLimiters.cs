using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;

namespace Restpy.Platform.Gates;

/// <summary>
/// One of the two limiters of requests. Its buckets lie in the <see cref="RateLimitExchange"/>, which all nodes share:
/// there is no answer without asking, so a permit is had by waiting for it and never by a mere try.
/// </summary>
public abstract class RequestLimiter : PartitionedRateLimiter<HttpContext>
{
    /// <returns>How long until there is a permit; zero when it was taken.</returns>
    protected abstract ValueTask<TimeSpan> TakeAsync(HttpContext http);

    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount) => Lease.NotAsked;

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(
        HttpContext resource, int permitCount, CancellationToken cancellationToken) =>
        await TakeAsync(resource) is var wait && wait == TimeSpan.Zero ? Lease.Given : new Lease(false, wait);

    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => null;

    private sealed class Lease(bool isAcquired, TimeSpan wait) : RateLimitLease
    {
        public static readonly Lease Given = new(true, TimeSpan.Zero), NotAsked = new(false, TimeSpan.Zero);

        public override bool IsAcquired => isAcquired;

        public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? wait : null;
            return metadata is not null;
        }
    }
}

/// <summary>
/// Gate 3: token buckets before anything costly: of the phone, session or device a cookie of ours names, of a table's
/// code, of the address. Nothing is asked of the database to know which; only buckets all nodes share are.
/// </summary>
public sealed class ClientLimiter(
    RateLimitList buckets, RateLimitExchange exchange, IssuedCookies issued, BearerTokens tokens) : RequestLimiter
{
    /// <summary>Names a browser somebody has signed in from.</summary>
    public const string DeviceCookie = "restpy-device";

    /// <summary>Length of the cookies of sessions and devices.</summary>
    public const int CookieBytes = 32;

    protected override ValueTask<TimeSpan> TakeAsync(HttpContext http)
    {
        var name = http.RateName();
        var limits = buckets[name];
        var address = http.NetworkPrefix();
        // What brings a token for programs is judged by that alone: ours has a bucket of its own, an invented one is a
        // stranger's.
        var brought = BearerTokens.Brought(http.Request);
        return tokens.Read(brought) is { } token
            ? TakeAsync(("token own", buckets["token"].Own!, token.Id.ToString()),
                (name + " known", limits.Address, address))
            : brought is null && Own(http, limits.By) is { } own
            ? TakeAsync((name + " own", limits.Own!, own), (name + " known", limits.Address, address))
            : limits.Place is { } bucket
            && http.GetEndpoint()?.Metadata.GetMetadata<IScopeSource>()?.Place(http) is { } place
                ? TakeAsync((name + " place", bucket, $"{address} {place}"), (name, limits.Address, address))
                : TakeAsync((name, limits.Address, address));
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
/// tablet; a restaurant's guests have one together, which its staff do not draw from.
/// </summary>
public sealed class AccountLimiter(RateLimitList buckets, RateLimitExchange exchange) : RequestLimiter
{
    protected override ValueTask<TimeSpan> TakeAsync(HttpContext http)
    {
        var name = http.RateName();
        var limits = buckets[name];
        if (limits.Account is { } account && http.Session() is { Token: null } session)
            return exchange.TakeAsync(name + " account", account, session.PersonId.ToString());
        return limits.Restaurant is { } restaurant
            && http.RequestServices.GetRequiredService<WorkScope>().RestaurantId is { } id
            ? exchange.TakeAsync(name + " restaurant", restaurant, id.ToString()) : default;
    }
}

internal static class RateExtensions
{
    /// <summary>
    /// The framework's middleware with one of our limiters; what it refuses is told when to come back.
    /// </summary>
    public static WebApplication UseLimiter<T>(this WebApplication app) where T : RequestLimiter
    {
        app.UseRateLimiter(new RateLimiterOptions
        {
            GlobalLimiter = app.Services.GetRequiredService<T>(),
            RejectionStatusCode = StatusCodes.Status429TooManyRequests,
            OnRejected = (refused, _) =>
            {
                var http = refused.HttpContext;
                http.RequestServices.GetRequiredService<SecurityEvents>()
                    .Note(http, SecurityEvent.Throttled, http.RateName());
                refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
                http.Response.Headers.RetryAfter =
                    Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            },
        });
        return app;
    }

    /// <summary>To look at the sign-in page is no try: it draws from the bucket of every public page.</summary>
    public static string RateName(this HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IAccess>()?.RateLimit switch
        {
            null => "public",
            "sign-in" when HttpMethods.IsGet(http.Request.Method)
                || HttpMethods.IsHead(http.Request.Method) => "public",
            var bucket => bucket,
        };
}
