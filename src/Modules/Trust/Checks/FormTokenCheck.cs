using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Kernel;
using Restpy.Platform.Gates;

namespace Restpy.Trust.Checks;

/// <summary>A1: no endpoint that takes writes is excused from the form token but the reviewed ones, and the gate is really there.</summary>
internal static class FormTokenCheck
{
    /// <summary>Callers that are no browser and prove themselves otherwise. Adding one here is a decision to be reviewed.</summary>
    private static readonly string[] Reviewed =
    [
        // Takes JSON only, which no form can send and no other site may without our leave; the caller holds the table's signed token.
        "/api/v1/guest/{token}/",
        // Browsers report by themselves; nothing but counts comes of it.
        ContentPolicy.ReportPath,
    ];

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var doors = (await services.GetRequiredService<EndpointWalk>().AllAsync()).Where(d => d.TakesWrites).ToList();
        var excused = doors.Where(d => d.NoToken is not null).ToList();
        var unknown = excused.Where(d => !Reviewed.Any(r => d.Path.StartsWith(r, StringComparison.Ordinal))).ToList();
        if (unknown.Count > 0)
        {
            services.GetRequiredService<ILogger<EndpointWalk>>().LogError("Without form token and not reviewed: {Paths}", string.Join(", ", unknown.Select(d => d.Path)));
            return Here.Failing($"{unknown.Count} of {doors.Count} endpoints that take writes ask for no form token and are not on the reviewed list.");
        }
        if (services.GetService<IAntiforgeryAdditionalDataProvider>() is null) return Here.Failing("Form tokens are not bound to the session.");
        var loopback = services.GetRequiredService<Loopback>();
        if (loopback.Address is null) return Here.NotVerified("The server does not say where it listens, so the gate could not be tried.");
        var bare = await PostAsync(loopback, ct);
        var foreign = await PostAsync(loopback, ct, ("Sec-Fetch-Site", "cross-site"));
        if (bare != HttpStatusCode.BadRequest || foreign != HttpStatusCode.Forbidden)
            return Here.Failing($"A post without a token was answered {(int)bare}, one sent from another site {(int)foreign}.");
        return Here.Verified($"{doors.Count} endpoints take writes, {doors.Count - excused.Count} of them only with the form token of the session; {excused.Count} for callers that are no browser are on the reviewed list. A post without a token was refused with 400, one sent from another site with 403.");
    }

    /// <summary>The probe's own bucket is small: what it refuses for that reason is tried again a second later.</summary>
    private static async Task<HttpStatusCode> PostAsync(Loopback loopback, CancellationToken ct, params (string, string)[] headers)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var answer = await loopback.AskAsync(HttpMethod.Post, SecurityProbe.Path, ct, headers);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests || attempt == 5) return answer.StatusCode;
            await Task.Delay(TimeSpan.FromSeconds(1.2), ct);
        }
    }
}
