using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Restpy.Platform.Gates;

/// <summary>Gate 3: a token bucket per address and kind of endpoint, before anything costly.</summary>
public sealed class RateBuckets(RequestDelegate next, BucketList buckets, BucketExchange exchange)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var name = http.GetEndpoint()?.Metadata.GetMetadata<IAccess>()?.Bucket ?? "public";
        var wait = await exchange.TakeAsync(name, buckets[name], http.Neighbourhood());
        if (wait == TimeSpan.Zero)
        {
            await next(http);
            return;
        }
        http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
    }
}
