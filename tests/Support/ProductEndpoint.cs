using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.TestSupport;

/// <summary>
/// One endpoint of the running product as somebody at its outside sees it: an address, a method, a body. For tests that
/// try them all.
/// </summary>
/// <param name="Handlers">Of a page: the names of its handlers for this method, "" for the one without a name.</param>
public sealed record ProductEndpoint(RouteEndpoint Endpoint, string Method, bool IsPage, IReadOnlyList<string> Handlers)
{
    public string Pattern => "/" + (Endpoint.RoutePattern.RawText ?? "").TrimStart('/');

    public string Name => $"{Method} {Pattern}";

    public IAccess? Access => Endpoint.Metadata.GetMetadata<IAccess>();

    public Type? Body => Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;

    public bool TakesId =>
        Endpoint.RoutePattern.Parameters.Any(p => p.Name.EndsWith("id", StringComparison.OrdinalIgnoreCase));

    public bool IsOf(string module) => Pattern.StartsWith(module, StringComparison.Ordinal);

    /// <summary>Every endpoint with each of its methods; files served from disk are left out.</summary>
    public static async Task<IReadOnlyList<ProductEndpoint>> AllAsync(TestProduct restpy)
    {
        var endpoints = new List<ProductEndpoint>();
        foreach (var (endpoint, metadata, page) in await EndpointTable.ReadAsync(restpy.Services))
        {
            if (metadata.GetMetadata<IAccess>() is OpenAttribute { RateLimit: "assets" }) continue;
            if (page is null)
            {
                var methods = metadata.GetMetadata<Microsoft.AspNetCore.Routing.IHttpMethodMetadata>()?.HttpMethods;
                endpoints.AddRange((methods ?? ["GET"]).Select(m => new ProductEndpoint(endpoint, m, false, [])));
                continue;
            }
            var whole = new RouteEndpoint(
                endpoint.RequestDelegate!, endpoint.RoutePattern, 0, metadata, endpoint.DisplayName);
            // The framework takes an overridden OnPageHandlerExecuting for the handler of a method PAGE; nobody may
            // call that.
            endpoints.AddRange(page.HandlerMethods.GroupBy(h => h.HttpMethod.ToUpperInvariant())
                .Where(g => g.Key is "GET" or "POST")
                .Select(g => new ProductEndpoint(whole, g.Key, true, [.. g.Select(h => h.Name ?? "")])));
        }
        return endpoints;
    }

    /// <summary>Its address with each place filled.</summary>
    public string Address(Func<string, string> value) => "/"
        + string.Join('/', Endpoint.RoutePattern.PathSegments.Select(
            segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart text => text.Content,
        RoutePatternSeparatorPart text => text.Content,
        RoutePatternParameterPart parameter => value(parameter.Name),
        _ => "",
    }))));

    /// <summary>A body of the right shape for an API command: every field there, made by its type.</summary>
    public JsonObject MadeBody(Guid id) => Body is null ? [] : (JsonObject)Made(Body, id)!;

    /// <summary>The paths of all fields of the body of one kind: texts, enumerations, numbers.</summary>
    public IEnumerable<string[]> Fields(Func<Type, bool> kind) => Body is null ? [] : Fields(Body, kind, []);

    /// <summary>The body with another value in one field.</summary>
    public JsonObject With(Guid id, string[] path, JsonNode? value)
    {
        var body = MadeBody(id);
        JsonNode at = body;
        foreach (var step in path[..^1]) at = step == "0" ? at[0]! : at[step]!;
        if (path[^1] == "0") at[0] = value;
        else at[path[^1]] = value;
        return body;
    }

    private static IEnumerable<string[]> Fields(Type type, Func<Type, bool> kind, string[] path)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (kind(plain)) yield return path;
        else if (Item(plain) is { } item)
            foreach (var field in Fields(item, kind, [.. path, "0"])) yield return field;
        else if (IsRecord(plain))
            foreach (var parameter in Parameters(plain))
                foreach (var field in Fields(parameter.ParameterType, kind,
                    [.. path, JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!)])) yield return field;
    }

    private static JsonNode? Made(Type type, Guid id)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(Guid)) return JsonValue.Create(id.ToString());
        if (plain == typeof(string)) return JsonValue.Create("some reason");
        if (plain == typeof(bool)) return JsonValue.Create(true);
        if (plain.IsEnum) return JsonValue.Create(Enum.GetNames(plain)[0]);
        if (plain.IsPrimitive || plain == typeof(decimal)) return JsonValue.Create(1);
        if (Item(plain) is { } item) return new JsonArray(Made(item, id));
        var made = new JsonObject();
        foreach (var parameter in Parameters(plain))
            made[JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!)] = parameter.Name == "CommandId"
                ? JsonValue.Create(Guid.CreateVersion7().ToString()) : Made(parameter.ParameterType, id);
        return made;
    }

    private static Type? Item(Type type) =>
        type != typeof(string) && type.IsGenericType
            && typeof(System.Collections.IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[0] : null;

    private static bool IsRecord(Type type) => type is { IsPrimitive: false, IsEnum: false } && type != typeof(string)
        && type != typeof(Guid) && type != typeof(decimal);

    private static ParameterInfo[] Parameters(Type type) =>
        type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .OrderByDescending(c => c.GetParameters().Length).First().GetParameters();
}
