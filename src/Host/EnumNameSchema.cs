using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Restpy.Host;

/// <summary>Kinds are described by the names they are read by.</summary>
internal sealed class EnumNameSchema : IOpenApiSchemaTransformer
{
    public Task TransformAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var kinds = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (kinds.IsEnum) (schema.Type, schema.Enum) =
            (JsonSchemaType.String, [.. Enum.GetNames(kinds).Select(name => (JsonNode)name)]);
        return Task.CompletedTask;
    }
}
