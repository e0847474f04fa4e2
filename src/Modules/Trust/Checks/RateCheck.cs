using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Kernel;
using Restpy.Platform.Gates;

namespace Restpy.Trust.Checks;

/// <summary>A6: every public endpoint draws from a known bucket, and a bucket really runs empty.</summary>
internal static class RateCheck
{
    private const int Tries = 12;

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var buckets = services.GetRequiredService<BucketList>();
        var all = await services.GetRequiredService<EndpointWalk>().AllAsync();
        var doors = all.Where(d => d.Access is OpenAttribute or OnTabletAttribute).ToList();
        var without = doors.Where(d => !buckets.Names.Contains(d.Access!.Bucket)).ToList();
        if (without.Count > 0)
        {
            services.GetRequiredService<ILogger<EndpointWalk>>().LogError("Public without a known bucket: {Paths}", string.Join(", ", without.Select(d => d.Path)));
            return Here.Failing($"{without.Count} of {doors.Count} public endpoints draw from no known bucket.");
        }
        var staff = all.Where(d => d.Access is NeedsAttribute or SignedInAttribute).ToList();
        var unbound = staff.Count(d => buckets[d.Access!.Bucket] is not { Account: not null, By: Known.Session or (Known.Session | Known.Tablet) });
        if (unbound > 0) return Here.Failing($"{unbound} of {staff.Count} endpoints of signed-in people draw from no bucket of their account.");
        var loopback = services.GetRequiredService<Loopback>();
        if (loopback.Address is null) return Here.NotVerified("The server does not say where it listens, so no bucket could be tried.");
        var refused = 0;
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, Tries).Select(_ => loopback.AskAsync(HttpMethod.Get, SecurityProbe.Path, ct))))
        {
            if (answer is { StatusCode: HttpStatusCode.TooManyRequests, Headers.RetryAfter: not null }) refused++;
            answer.Dispose();
        }
        if (refused == 0) return Here.Failing($"{Tries} requests at once to an endpoint with a bucket of {buckets[SecurityProbe.Bucket].Address.Burst} were all let through.");
        var used = doors.Select(d => d.Access!.Bucket).Distinct().Count();
        return Here.Verified($"All {doors.Count} public endpoints draw from one of {used} token buckets. Of {Tries} requests sent at once to a bucket of {buckets[SecurityProbe.Bucket].Address.Burst}, {refused} were refused with 429 and told when to come back. All {staff.Count} endpoints of signed-in people draw from their account. This server has refused {services.GetRequiredService<SecurityEvents>().Count(SecurityEvent.Throttled)} requests since it began.");
    }
}
