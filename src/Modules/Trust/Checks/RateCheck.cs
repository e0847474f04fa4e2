using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Kernel;
using Restpy.Platform.Gates;

namespace Restpy.Trust.Checks;

/// <summary>A6: every public endpoint draws from a known bucket, and a bucket really runs empty.</summary>
internal static class RateCheck
{
    private const int Requests = 12;

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var buckets = services.GetRequiredService<RateLimitList>();
        var all = await services.GetRequiredService<EndpointWalk>().AllAsync();
        var endpoints = all.Where(d => d.Access is OpenAttribute or OnTabletAttribute).ToList();
        var without = endpoints.Where(d => !buckets.Names.Contains(d.Access!.RateLimit)).ToList();
        if (without.Count > 0)
        {
            services.GetRequiredService<ILogger<EndpointWalk>>()
                .LogError("Public without a known bucket: {Paths}", string.Join(", ", without.Select(d => d.Path)));
            return Findings.Failing(
                $"{without.Count} of {endpoints.Count} public endpoints draw from no known bucket.");
        }
        var staff = all.Where(d => d.Access is NeedsAttribute or SignedInAttribute).ToList();
        var unbound = staff.Count(d => buckets[d.Access!.RateLimit] is not
        { Account: not null, By: Known.Session or (Known.Session | Known.Tablet) });
        if (unbound > 0)
            return Findings.Failing(
                $"{unbound} of {staff.Count} endpoints of signed-in people draw from no bucket of their account.");
        if (Loosened(endpoints.Concat(staff), buckets) is { Count: > 0 } loosened)
            return Findings.Failing(
                $"{loosened.Count} limits are set to more than {MostLoosened} times what the product has: "
                    + $"{string.Join(", ", loosened)}.");
        var loopback = services.GetRequiredService<Loopback>();
        if (loopback.Address is null)
            return Findings.NotVerified("The server does not say where it listens, so no bucket could be tried.");
        var refused = 0;
        foreach (var answer in await Task.WhenAll(
            Enumerable.Range(0, Requests).Select(_ => loopback.AskAsync(HttpMethod.Get, SecurityProbe.Path, ct))))
        {
            if (answer is { StatusCode: HttpStatusCode.TooManyRequests, Headers.RetryAfter: not null }) refused++;
            answer.Dispose();
        }
        if (refused == 0)
            return Findings.Failing(
                $"{Requests} requests at once to an endpoint with a bucket of "
                    + $"{buckets[SecurityProbe.RateLimit].Address.Burst} were all let through.");
        if (await IsPublicLimitRealAsync(loopback, buckets, ct) is { } unlimited) return Findings.Failing(unlimited);
        var used = endpoints.Select(d => d.Access!.RateLimit).Distinct().Count();
        return Findings.Verified(
            $"All {endpoints.Count} public endpoints draw from one of {used} token buckets. Of {Requests} requests "
                + $"sent at once to a bucket of {buckets[SecurityProbe.RateLimit].Address.Burst}, {refused} were "
                + $"refused with 429 and told when to come back. The same held for a public endpoint with its own "
                + $"limit. All {staff.Count} endpoints of signed-in people draw from their account. In force for one "
                + $"address, at once and a minute: {InForce(endpoints, buckets)}. This server has refused "
                + $"{services.GetRequiredService<SecurityEvents>().Count(SecurityEvent.Throttled)} requests since it "
                + $"began.");
    }

    /// <summary>Beyond this a limit is there in name only.</summary>
    private const int MostLoosened = 10;

    private static List<string> Loosened(IEnumerable<ListedEndpoint> endpoints, RateLimitList buckets) =>
        [.. from name in endpoints.Select(d => d.Access!.RateLimit).Distinct()
            let now = buckets[name].Address
            let own = buckets.Declared(name).Address
            where now.Burst > MostLoosened * own.Burst || now.PerMinute > MostLoosened * own.PerMinute
            select $"{name} {now.Burst} and {now.PerMinute:0}"];

    private static string InForce(IEnumerable<ListedEndpoint> endpoints, RateLimitList buckets) =>
        string.Join(", ", endpoints.Select(d => d.Access!.RateLimit).Distinct().Order(StringComparer.Ordinal)
            .Select(name => $"{name} {buckets[name].Address.Burst} and {buckets[name].Address.PerMinute:0}"));

    /// <summary>
    /// The reports of browsers: asked of this very machine, whose reports nobody waits for, with nothing to take in.
    /// </summary>
    private static async Task<string?> IsPublicLimitRealAsync(
        Loopback loopback, RateLimitList buckets, CancellationToken ct)
    {
        var most = buckets["reports"].Address.Burst;
        var refused = 0;
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, most + 5)
            .Select(_ => loopback.AskAsync(HttpMethod.Post, ContentPolicy.ReportPath, ct))))
        {
            if (answer is { StatusCode: HttpStatusCode.TooManyRequests, Headers.RetryAfter: not null }) refused++;
            answer.Dispose();
        }
        return refused > 0 ? null
            : $"{most + 5} requests at once to a public endpoint with a limit of {most} were all let through.";
    }
}
