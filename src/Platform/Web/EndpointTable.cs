using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Restpy.Platform.Web;

/// <param name="Metadata">Of a page, its class's as well.</param>
/// <param name="Page">Loaded, with its handlers; null for what is no page.</param>
public sealed record TableEntry(
    RouteEndpoint Endpoint, EndpointMetadataCollection Metadata, CompiledPageActionDescriptor? Page);

/// <summary>The endpoints of the running product, as the probe and the tests that try them all read them.</summary>
public static class EndpointTable
{
    /// <summary>
    /// The framework's own fallback while files are served from the source tree; without a decision, so the gate
    /// answers 404.
    /// </summary>
    private const string UnpublishedFiles = "{**path:file}";

    public static async Task<IReadOnlyList<TableEntry>> ReadAsync(IServiceProvider services)
    {
        var loader = services.GetRequiredService<PageLoader>();
        var entries = new List<TableEntry>();
        foreach (var endpoint in services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>().Distinct().Where(e => e.RoutePattern.RawText != UnpublishedFiles))
        {
            // A page's class, and with it its decision and its handlers, is known only once the page is loaded.
            var page = endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } found
                ? await loader.LoadAsync(found, endpoint.Metadata) : null;
            entries.Add(new(endpoint, page is null ? endpoint.Metadata
                : new([.. endpoint.Metadata, .. page.EndpointMetadata!]), page));
        }
        return entries;
    }
}
