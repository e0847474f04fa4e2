using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Restpy.Kernel;
using Restpy.Platform.Gates;

namespace Restpy.Trust.Checks;

/// <summary>
/// A1: no endpoint that takes writes is excused from the form token but the reviewed ones, and the gate is really
/// there.
/// </summary>
internal static class FormTokenCheck
{
    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var endpoints = (await services.GetRequiredService<EndpointWalk>().AllAsync())
            .Where(e => e.TakesWrites).ToList();
        var excused = endpoints.Where(d => d.NoToken is not null).ToList();
        var declared = services.GetRequiredService<FormTokenExemptions>().All;
        var unknown = excused.Where(d => !declared.Contains("POST " + d.Path)).ToList();
        if (unknown.Count > 0)
        {
            services.GetRequiredService<ILogger<EndpointWalk>>()
                .LogError("Without form token and not reviewed: {Paths}",
                    string.Join(", ", unknown.Select(d => d.Path)));
            return Findings.Failing(
                $"{unknown.Count} of {endpoints.Count} endpoints that take writes ask for no form token and are not on "
                    + $"the reviewed list.");
        }
        if (!await IsBoundAsync(services))
            return Findings.Failing("A form token made for one browser was taken from another, or not from its own.");
        var loopback = services.GetRequiredService<Loopback>();
        if (loopback.Address is null)
            return Findings.NotVerified("The server does not say where it listens, so the gate could not be tried.");
        var bare = await PostAsync(loopback, ct);
        if (bare != HttpStatusCode.BadRequest)
            return Findings.Failing($"A post without a token was answered {(int)bare}.");
        foreach (var (name, value) in Foreign)
        {
            var answer = await PostAsync(loopback, ct, (name, value));
            if (answer != HttpStatusCode.Forbidden)
                return Findings.Failing($"A post with “{name}: {value}” was answered {(int)answer}.");
        }
        return Findings.Verified(
            $"{endpoints.Count} endpoints take writes, {endpoints.Count - excused.Count} of them only with the form token "
                + $"of the session; {excused.Count} for callers that are no browser are on the reviewed list. A token "
                + $"made for one browser worked there and in no other. A post without one was refused with 400, "
                + $"those sent from another site, a sibling of ours or a foreign origin with 403.");
    }

    private static readonly (string Name, string Value)[] Foreign =
        [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://elsewhere.example")];

    /// <summary>Two browsers that nobody has, asked of the very part that makes and checks the tokens.</summary>
    private static async Task<bool> IsBoundAsync(IServiceProvider services)
    {
        var forms = services.GetRequiredService<IAntiforgery>();
        var cookie = services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.Name;
        var first = Browser(services);
        var tokens = forms.GetTokens(first);
        return await IsTakenAsync(first) && !await IsTakenAsync(Browser(services));

        async Task<bool> IsTakenAsync(HttpContext from)
        {
            var post = new DefaultHttpContext { RequestServices = services };
            post.Request.Method = HttpMethods.Post;
            post.Request.Headers.Cookie = $"{cookie}={tokens.CookieToken}; guest={from.Guest()}";
            post.Request.Headers[tokens.HeaderName!] = tokens.RequestToken;
            return await forms.IsRequestValidAsync(post);
        }
    }

    private static DefaultHttpContext Browser(IServiceProvider services)
    {
        var http = new DefaultHttpContext { RequestServices = services };
        GuestCookie.Ensure(http);
        return http;
    }

    /// <summary>
    /// The probe's own bucket is small: what it refuses for that reason is tried again a second later.
    /// </summary>
    private static async Task<HttpStatusCode> PostAsync(
        Loopback loopback, CancellationToken ct, params (string, string)[] headers)
    {
        for (var attempt = 0; ; attempt++)
        {
            using var answer = await loopback.AskAsync(HttpMethod.Post, SecurityProbe.Path, ct, headers);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests || attempt == 5) return answer.StatusCode;
            await Task.Delay(TimeSpan.FromSeconds(1.2), ct);
        }
    }
}
