using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Probe.Canaries;
using Restpy.Probe.Endpoints;

namespace Restpy.Probe.Attack;

/// <summary>What is put into each place of an endpoint for one attempt; null leaves the place out.</summary>
internal sealed record RequestValues(ProbedEndpoint ProbedEndpoint, Func<Slot, string?> Value)
{
    public Func<string, string> Spelled { get; init; } = address => address;

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Fields nobody asked for: restaurantId, tenant.</summary>
    public IReadOnlyList<(string Name, string Value)> Extra { get; init; } = [];

    public byte[]? File { get; init; }
}

/// <summary>Turns a filling into the request a browser or a tablet would send.</summary>
internal static class Request
{
    public static HttpRequestMessage Of(RequestValues values, Caller caller)
    {
        var endpoint = values.ProbedEndpoint;
        var query = Fields(values, SlotLocation.Query)
            .Concat(endpoint.Reads || endpoint.Body is not null ? values.Extra : []).ToList();
        if (endpoint.Handler.Length > 0) query.Insert(0, ("handler", endpoint.Handler));
        var address = values.Spelled(endpoint.Address(values.Value))
            + (query.Count == 0 ? ""
                : "?" + string.Join(
                '&', query.Select(q => $"{Uri.EscapeDataString(q.Name)}={Uri.EscapeDataString(q.Value)}")));
        // As it is written: the client would tidy an odd spelling away before the server sees it.
        var request = new HttpRequestMessage(new(endpoint.Method),
            new Uri(caller.Address.GetLeftPart(UriPartial.Authority) + address, new UriCreationOptions
            {
                DangerousDisablePathAndQueryCanonicalization = true,
            }));
        if (!HttpMethods.IsGet(endpoint.Method) && !HttpMethods.IsHead(endpoint.Method))
            request.Content = Body(values, caller.FormToken);
        if (!endpoint.Reads) request.Headers.Add("X-CSRF-TOKEN", caller.FormToken);
        request.Headers.Add("Accept", endpoint.IsPage ? "text/html" : "application/json, text/event-stream");
        foreach (var (name, value) in values.Headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static HttpContent Body(RequestValues values, string formToken)
    {
        if (values.ProbedEndpoint.Body is not null)
            return new StringContent(Json(values).ToJsonString(), Encoding.UTF8, "application/json");
        var fields = Fields(values, SlotLocation.Form).Concat(FieldNames(values)).Concat(values.Extra)
            .Append(("_token", formToken)).ToList();
        if (values.File is null)
            return new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        var parts = new MultipartFormDataContent();
        foreach (var slot in values.ProbedEndpoint.Slots.Where(p => p.In == SlotLocation.File))
            parts.Add(new ByteArrayContent(values.File), slot.Name, "menu.csv");
        foreach (var (name, value) in fields) parts.Add(new StringContent(value), name);
        return parts;
    }

    private static IEnumerable<(string Name, string Value)> Fields(RequestValues values, SlotLocation where) =>
        values.ProbedEndpoint.Slots.Where(p => p.In == where && p.Name.Length > 0)
            .Select(p => (p.Name, Value: values.Value(p)!)).Where(f => f.Value is not null);

    private static IEnumerable<(string, string)> FieldNames(RequestValues values) =>
        values.ProbedEndpoint.Slots.Where(p => p.In == SlotLocation.FieldName)
            .Select(p => (p.Name, Value: values.Value(p))).Where(f => f.Value is not null)
            .Select(f => (f.Name.Replace("{id}", f.Value, StringComparison.Ordinal), "1"));

    private static JsonNode Json(RequestValues values)
    {
        JsonNode? root = null;
        foreach (var slot in values.ProbedEndpoint.Slots.Where(p => p.In == SlotLocation.Json
            && p.Kind != SlotKind.Unknown)) Put(ref root, slot.Name.Split('.'), Typed(slot, values.Value(slot)));
        root ??= new JsonObject();
        if (root is JsonObject whole)
            foreach (var (name, value) in values.Extra) whole.TryAdd(name, value);
        return root;
    }

    private static void Put(ref JsonNode? at, ReadOnlySpan<string> path, JsonNode? value)
    {
        if (path.Length == 0 || path is [""])
        {
            at = value;
            return;
        }
        if (path[0] == "0")
        {
            var list = (JsonArray)(at ??= new JsonArray(new JsonNode?[1]));
            var item = list[0];
            list[0] = null;
            Put(ref item, path[1..], value);
            list[0] = item;
            return;
        }
        var parts = (JsonObject)(at ??= new JsonObject());
        var part = parts[path[0]];
        parts.Remove(path[0]);
        Put(ref part, path[1..], value);
        parts[path[0]] = part;
    }

    private static JsonNode? Typed(Slot slot, string? value)
    {
        var plain = Nullable.GetUnderlyingType(slot.Type) ?? slot.Type;
        if (value is null) return null;
        if (plain == typeof(bool)) return JsonValue.Create(true);
        return plain.IsPrimitive || plain == typeof(decimal) ? JsonNode.Parse(value) : JsonValue.Create(value);
    }
}
