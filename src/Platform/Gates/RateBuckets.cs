using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Restpy.Platform.Gates;

/// <summary>Tokens a bucket holds, and how many come back per minute, for one address.</summary>
public sealed record Bucket(int Burst, int PerMinute)
{
    /// <summary>One token at a time below one a second: rounding ten a minute up to one a second would be sixty.</summary>
    internal TokenBucketRateLimiterOptions Options => new()
    {
        TokenLimit = Burst, QueueLimit = 0, AutoReplenishment = true,
        ReplenishmentPeriod = TimeSpan.FromSeconds(PerMinute >= 60 ? 1 : 60.0 / PerMinute), TokensPerPeriod = Math.Max(1, PerMinute / 60),
    };
}

/// <summary>The buckets by name. A public endpoint names one of these; configuration may resize them (Restpy:Rates:sign-in=10/20).</summary>
public sealed class BucketList(IConfiguration configuration)
{
    private static readonly Dictionary<string, Bucket> Defaults = new()
    {
        // Whole families and offices sit behind one address: the guests' buckets are sized for a full house on one Wi-Fi.
        ["assets"] = new(600, 3000),
        ["menu"] = new(200, 600),
        ["guest-order"] = new(40, 120),
        ["public"] = new(60, 240),
        ["probe"] = new(60, 600),
        ["sign-in"] = new(10, 10),
        ["staff"] = new(600, 3000),
    };

    public IReadOnlyCollection<string> Names => Defaults.Keys;

    public Bucket this[string name]
    {
        get
        {
            var fallback = Defaults[name];
            var configured = configuration[$"Restpy:Rates:{name}"]?.Split('/');
            return configured is [var burst, var perMinute]
                ? new(int.Parse(burst, CultureInfo.InvariantCulture), int.Parse(perMinute, CultureInfo.InvariantCulture))
                : fallback;
        }
    }
}

/// <summary>
/// Gate 3: a token bucket per address and bucket, before anything costly. Idle buckets are dropped by the limiter itself,
/// so inventing addresses does not fill the memory.
/// </summary>
public sealed class RateBuckets(RequestDelegate next, BucketList buckets)
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
    {
        var name = http.GetEndpoint()?.Metadata.GetMetadata<IAccess>()?.Bucket ?? "public";
        return RateLimitPartition.GetTokenBucketLimiter($"{name}|{http.Neighbourhood()}", _ => buckets[name].Options);
    });

    public async Task InvokeAsync(HttpContext http)
    {
        using var lease = _limiter.AttemptAcquire(http);
        if (lease.IsAcquired)
        {
            await next(http);
            return;
        }
        var seconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
    }
}
