using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;

namespace Restpy.Trust.Checks;

/// <summary>A8: asks itself for a page, an asset, data, and for things that go wrong, and looks at the headers of each answer.</summary>
internal static class HeaderCheck
{
    private static readonly (HttpMethod Method, string Path)[] Samples =
    [
        (HttpMethod.Get, "/security"), (HttpMethod.Get, "/sign-in"), (HttpMethod.Get, "/css/tokens.css"), (HttpMethod.Get, "/healthz"), (HttpMethod.Get, "/staff"),
        (HttpMethod.Get, "/there-is-no-such-page"), (HttpMethod.Get, "/api/v1/there-is-no-such-thing"), (HttpMethod.Delete, "/healthz"), (HttpMethod.Post, "/security"),
        (HttpMethod.Get, "/r/there-is-no-such-restaurant"), (HttpMethod.Get, "/.well-known/security.txt"),
    ];

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var loopback = services.GetRequiredService<Loopback>();
        if (loopback.Address is null) return Here.NotVerified("The server does not say where it listens, so no answer could be looked at.");
        var (statuses, wrong) = (new SortedSet<int>(), new List<string>());
        foreach (var (method, path) in Samples)
        {
            using var answer = await loopback.AskAsync(method, path, ct, ("Accept", "text/html"));
            statuses.Add((int)answer.StatusCode);
            if (!IsStrict(Header(answer, "Content-Security-Policy"))) wrong.Add("Content-Security-Policy");
            if (Header(answer, "X-Frame-Options") != "DENY") wrong.Add("X-Frame-Options");
            if (Header(answer, "X-Content-Type-Options") != "nosniff") wrong.Add("X-Content-Type-Options");
        }
        return wrong.Count == 0
            ? Here.Verified($"{Samples.Length} answers of this server, errors included (statuses {string.Join(", ", statuses)}), carried a strict Content-Security-Policy, X-Frame-Options DENY and X-Content-Type-Options nosniff.")
            : Here.Failing($"Of {Samples.Length} answers some came without {string.Join(", ", wrong.Distinct())}.");
    }

    internal static bool IsStrict(string policy) =>
        policy.Contains("default-src 'none'", StringComparison.Ordinal) && policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal)
        && !policy.Contains("unsafe-", StringComparison.Ordinal) && !policy.Contains('*');

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
}
