using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Restpy.Host;

/// <summary>How a program signs in, in the description of the API: docs/how-to/api.md.</summary>
internal sealed class BearerScheme : IOpenApiDocumentTransformer
{
    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Components ??= new();
        document.AddComponent("token", new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "rp_…",
            Description = "A token for programs, made by the restaurant under /staff/api-tokens. It does what its "
                + "scopes say, as far as its maker may.",
        });
        (document.Security ??= []).Add(new() { [new OpenApiSecuritySchemeReference("token", document)] = [] });
        return Task.CompletedTask;
    }
}
