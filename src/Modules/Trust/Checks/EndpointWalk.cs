using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Restpy.Platform.Gates;

namespace Restpy.Trust.Checks;

/// <param name="Path">The route pattern.</param>
/// <param name="Access">The decision it carries; null: none.</param>
/// <param name="TakesWrites">Whether a method that may change something reaches it.</param>
/// <param name="NoToken">Why it asks for no form token, where it does not.</param>
internal sealed record ListedEndpoint(string Path, IAccess? Access, bool TakesWrites, string? NoToken);

/// <summary>Every endpoint of the running product, pages with the attributes of their models included.</summary>
internal sealed class EndpointWalk(EndpointDataSource endpoints, PageLoader pages)
{
    public async Task<IReadOnlyList<ListedEndpoint>> AllAsync()
    {
        var listed = new List<ListedEndpoint>();
        foreach (var endpoint in endpoints.Endpoints)
        {
            var path = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName ?? "?";
            var metadata = await MetadataAsync(endpoint);
            listed.Add(new("/" + path.TrimStart('/'), metadata.GetMetadata<IAccess>(), TakesWrites(metadata),
                metadata.GetMetadata<NoFormTokenAttribute>()?.Reason));
        }
        return listed;
    }

    /// <summary>
    /// A page's own attributes are known only once its class is loaded, as routing does on the first request.
    /// </summary>
    private async Task<EndpointMetadataCollection> MetadataAsync(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page && page is not CompiledPageActionDescriptor
            ? (await pages.LoadAsync(page, endpoint.Metadata)).Endpoint!.Metadata
            : endpoint.Metadata;

    /// <summary>An endpoint that names no method takes them all; so does every page.</summary>
    private static bool TakesWrites(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<IHttpMethodMetadata>() is not { HttpMethods.Count: > 0 } methods
        || methods.HttpMethods.Any(m => !HttpMethods.IsGet(m) && !HttpMethods.IsHead(m) && !HttpMethods.IsOptions(m));
}
