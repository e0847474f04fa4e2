using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Restpy.Trust.Reports;

/// <summary>
/// Reads what browsers send when the content policy refused something, in both forms there are. Of a report only three
/// words are taken, and each of them is looked up among words of ours.
/// </summary>
internal sealed class ReportReading(EndpointDataSource endpoints)
{
    public const string Elsewhere = "elsewhere";
    private const int MostAtOnce = 20;

    private static readonly HashSet<string> Directives =
    [
        "base-uri", "child-src", "connect-src", "default-src", "font-src", "form-action", "frame-ancestors",
        "frame-src", "img-src", "manifest-src", "media-src", "object-src",
        "require-trusted-types-for", "sandbox", "script-src", "script-src-attr", "script-src-elem", "style-src",
        "style-src-attr", "style-src-elem", "trusted-types", "worker-src",
    ];

    private static readonly HashSet<string> Kinds =
        ["inline", "eval", "wasm-eval", "trusted-types-policy", "trusted-types-sink", "data", "blob"];

    private readonly Lazy<IReadOnlyList<(string Text, TemplateMatcher Matcher)>> _pages = new(() =>
        [.. endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null || Answers(e))
            .OrderBy(e => e.RoutePattern.InboundPrecedence)
            .Select(e => ("/" + e.RoutePattern.RawText!.TrimStart('/'),
                new TemplateMatcher(new RouteTemplate(e.RoutePattern), [])))]);

    /// <param name="body">As sent.</param>
    /// <param name="host">Ours: what is reported of another is not ours to count as a page.</param>
    /// <returns>Null when it is no report.</returns>
    public IReadOnlyList<Refused>? Read(ReadOnlyMemory<byte> body, HostString host)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new() { MaxDepth = 8 });
            if (json.RootElement.ValueKind == JsonValueKind.Array)
                return [.. json.RootElement.EnumerateArray().Take(MostAtOnce)
                    .Where(r => Text(r, "type") == "csp-violation")
                    .Select(r => Of(Part(r, "body"), "effectiveDirective", "documentURL", "blockedURL", host))];
            var report = Part(json.RootElement, "csp-report");
            return report.ValueKind == JsonValueKind.Object
                ? [Of(report, Text(report, "effective-directive").Length > 0 ? "effective-directive"
                    : "violated-directive", "document-uri", "blocked-uri", host)] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Refused Of(JsonElement report, string directive, string page, string source, HostString host)
    {
        // Older browsers write the whole directive; its name is the first word.
        var name = Text(report, directive).Split(' ')[0];
        return new(Directives.TryGetValue(name, out var known) ? known
            : "other", Page(Text(report, page), host), Source(Text(report, source), host));
    }

    private string Page(string address, HostString host)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !IsOurs(uri, host)) return Elsewhere;
        return _pages.Value.FirstOrDefault(p => p.Matcher.TryMatch(uri.AbsolutePath, [])).Text ?? Elsewhere;
    }

    private static string Source(string address, HostString host)
    {
        if (Kinds.TryGetValue(address, out var kind)) return kind;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)) return Elsewhere;
        if (IsOurs(uri, host)) return "self";
        return Kinds.TryGetValue(uri.Scheme, out var scheme) ? scheme
            : uri.Scheme.EndsWith("-extension", StringComparison.Ordinal) ? "extension" : Elsewhere;
    }

    private static bool IsOurs(Uri uri, HostString host) =>
        string.Equals(uri.Authority, host.Value, StringComparison.OrdinalIgnoreCase);

    private static bool Answers(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText is not null
            && endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null
        && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true;

    private static JsonElement Part(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var part) ? part : default;

    private static string Text(JsonElement element, string name) =>
        Part(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
