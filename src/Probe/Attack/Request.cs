using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Probe.Doors;

namespace Restpy.Probe.Attack;

/// <summary>What is put into each place of an endpoint for one attempt; null leaves the place out.</summary>
internal sealed record Filling(Door Door, Func<Place, string?> Value)
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
    public static HttpRequestMessage Of(Filling filling, Asker asker)
    {
        var door = filling.Door;
        var query = Fields(filling, PlaceIn.Query).Concat(door.Reads || door.Body is not null ? filling.Extra : []).ToList();
        if (door.Handler.Length > 0) query.Insert(0, ("handler", door.Handler));
        var address = filling.Spelled(door.Address(filling.Value)) + (query.Count == 0 ? "" : "?" + string.Join('&', query.Select(q => $"{Uri.EscapeDataString(q.Name)}={Uri.EscapeDataString(q.Value)}")));
        // As it is written: the client would tidy an odd spelling away before the server sees it.
        var request = new HttpRequestMessage(new(door.Method), new Uri(asker.Address.GetLeftPart(UriPartial.Authority) + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (!HttpMethods.IsGet(door.Method) && !HttpMethods.IsHead(door.Method)) request.Content = Body(filling, asker.FormToken);
        if (!door.Reads) request.Headers.Add("X-CSRF-TOKEN", asker.FormToken);
        request.Headers.Add("Accept", door.IsPage ? "text/html" : "application/json, text/event-stream");
        foreach (var (name, value) in filling.Headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static HttpContent Body(Filling filling, string formToken)
    {
        if (filling.Door.Body is not null) return new StringContent(Json(filling).ToJsonString(), Encoding.UTF8, "application/json");
        var fields = Fields(filling, PlaceIn.Form).Concat(FieldNames(filling)).Concat(filling.Extra).Append(("_token", formToken)).ToList();
        if (filling.File is null) return new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        var parts = new MultipartFormDataContent();
        foreach (var place in filling.Door.Places.Where(p => p.In == PlaceIn.File)) parts.Add(new ByteArrayContent(filling.File), place.Name, "menu.csv");
        foreach (var (name, value) in fields) parts.Add(new StringContent(value), name);
        return parts;
    }

    private static IEnumerable<(string Name, string Value)> Fields(Filling filling, PlaceIn where) =>
        filling.Door.Places.Where(p => p.In == where && p.Name.Length > 0).Select(p => (p.Name, Value: filling.Value(p)!)).Where(f => f.Value is not null);

    private static IEnumerable<(string, string)> FieldNames(Filling filling) =>
        filling.Door.Places.Where(p => p.In == PlaceIn.FieldName).Select(p => (p.Name, Value: filling.Value(p))).Where(f => f.Value is not null).Select(f => (f.Name.Replace("{id}", f.Value, StringComparison.Ordinal), "1"));

    private static JsonNode Json(Filling filling)
    {
        JsonNode? root = null;
        foreach (var place in filling.Door.Places.Where(p => p.In == PlaceIn.Json && p.Kind != PlaceKind.Unknown)) Put(ref root, place.Name.Split('.'), Typed(place, filling.Value(place)));
        root ??= new JsonObject();
        if (root is JsonObject whole)
            foreach (var (name, value) in filling.Extra) whole.TryAdd(name, value);
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

    private static JsonNode? Typed(Place place, string? value)
    {
        var plain = Nullable.GetUnderlyingType(place.Type) ?? place.Type;
        if (value is null) return null;
        if (plain == typeof(bool)) return JsonValue.Create(true);
        return plain.IsPrimitive || plain == typeof(decimal) ? JsonNode.Parse(value) : JsonValue.Create(value);
    }
}
