using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;

namespace Restpy.Trust.Checks;

/// <summary>
/// A8: asks itself for a page, an asset, data, and for things that go wrong, and looks at the headers of each answer.
/// </summary>
internal static class HeaderCheck
{
    private static readonly (HttpMethod Method, string Path)[] Samples =
    [
        (HttpMethod.Get, "/security"), (HttpMethod.Get, "/sign-in"), (HttpMethod.Get, "/css/tokens.css"),
        (HttpMethod.Get, "/healthz"), (HttpMethod.Get, "/staff"),
        (HttpMethod.Get, "/there-is-no-such-page"), (HttpMethod.Get, "/api/v1/there-is-no-such-thing"),
        (HttpMethod.Delete, "/healthz"), (HttpMethod.Post, "/security"),
        (HttpMethod.Get, "/r/there-is-no-such-restaurant"), (HttpMethod.Get, "/.well-known/security.txt"),
        (HttpMethod.Post, "/api/v1/session"), (HttpMethod.Post, "/security/reports"),
    ];

    private static readonly (string Name, string Value)[] Always =
    [
        ("X-Frame-Options", "DENY"), ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var loopback = services.GetRequiredService<Loopback>();
        if (loopback.Address is null)
            return Findings.NotVerified("The server does not say where it listens, so no answer could be looked at.");
        var (statuses, wrong) = (new SortedSet<int>(), new List<string>());
        foreach (var (method, path) in Samples)
        {
            using var answer = await loopback.AskAsync(method, path, ct, ("Accept", "text/html"));
            statuses.Add((int)answer.StatusCode);
            var policy = Header(answer, "Content-Security-Policy");
            if (!IsStrict(policy)) wrong.Add("Content-Security-Policy");
            if (answer.Content.Headers.ContentType?.MediaType == "text/html" && !TrustsNoMarkup(policy))
                wrong.Add("Trusted Types");
            if (Header(answer, "Permissions-Policy").Length == 0) wrong.Add("Permissions-Policy");
            wrong.AddRange(Always.Where(a => Header(answer, a.Name) != a.Value).Select(a => a.Name));
        }
        var below = await BelowAsync(loopback.Address, ct);
        if (below.Any(b => b.HasBody))
            return Findings.Failing(
                "A request the server could not read was answered with a body and without these headers.");
        return wrong.Count == 0
            ? Findings.Verified(
            $"{Samples.Length} answers of this server, errors included (statuses {string.Join(", ", statuses)}), "
                + $"carried a strict Content-Security-Policy, X-Frame-Options DENY, X-Content-Type-Options nosniff "
                + $"and {Always.Length - 1} more. On pages no script can put text into the page as markup. "
                + $"{Below(below)}")
            : Findings.Failing($"Of {Samples.Length} answers some came without {string.Join(", ", wrong.Distinct())}.");
    }

    internal static bool IsStrict(string policy) =>
        policy.Contains("default-src 'none'", StringComparison.Ordinal)
            && policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal)
        && !policy.Contains("unsafe-", StringComparison.Ordinal) && !policy.Contains('*');

    /// <summary>
    /// Scripts may hand browsers no text as markup or code, and may make no policy that would let them.
    /// </summary>
    private static bool TrustsNoMarkup(string policy) =>
        policy.Contains("require-trusted-types-for 'script'", StringComparison.Ordinal)
            && policy.Contains("trusted-types 'none'", StringComparison.Ordinal);

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";

    private static string Below(IReadOnlyList<(int Status, bool HasBody)> answers) => answers.Count == 0
        ? "Requests the server cannot read are answered before the application sees them; over TLS they were not tried."
        : $"Requests the server cannot read never reach the application: {answers.Count} of them were answered "
            + $"{string.Join(", ", answers.Select(a => a.Status))} without these headers, and without a body a "
            + $"browser could show.";

    /// <summary>
    /// No request line, an address and headers beyond all limits: sent past any client, which would not send them.
    /// </summary>
    private static async Task<IReadOnlyList<(int Status, bool HasBody)>> BelowAsync(Uri address, CancellationToken ct)
    {
        if (address.Scheme != Uri.UriSchemeHttp) return [];
        var answers = new List<(int, bool)>();
        foreach (var request in new[] {
            "NONSENSE\r\n\r\n", $"GET /{new string('a', 9_000)} HTTP/1.1\r\nHost: a\r\n\r\n",
            $"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('a', 40_000)}\r\n\r\n" })
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(address.Host, address.Port, ct);
            var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request), ct);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            var status = (await reader.ReadLineAsync(ct))?.Split(' ');
            var hasBody = false;
            while (await reader.ReadLineAsync(ct) is { Length: > 0 } header)
                hasBody |= header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)
                    && header[15..].Trim() != "0";
            if (status is [_, var code, ..] && int.TryParse(code, out var number)) answers.Add((number, hasBody));
        }
        return answers;
    }
}
