using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Restpy.Platform.Gates;

namespace Restpy.Probe.Endpoints;

/// <summary>
/// One endpoint of the running product as somebody outside sees it: a method, an address, and what may be put into it.
/// </summary>
/// <param name="Handler">Of a page: the name of one of its handlers, "" for the one without a name.</param>
/// <param name="IsOfRestaurant">Whether it works in a restaurant that the address names: a public menu, a table's
/// code.</param>
internal sealed record ProbedEndpoint(RoutePattern Route, string Method, bool IsPage, string Handler, IAccess? Access,
    bool IsOfRestaurant, Type? Body, IReadOnlyList<Slot> Slots)
{
    public string Pattern => "/" + (Route.RawText ?? "").TrimStart('/');

    public string Name => $"{Method} {Pattern}{(Handler.Length == 0 ? "" : "?handler=" + Handler)}";

    /// <summary>Tokens are good on the API alone.</summary>
    public bool IsForPrograms => Pattern.StartsWith("/api/v1/", StringComparison.Ordinal);

    public bool Reads => HttpMethods.IsGet(Method) || HttpMethods.IsHead(Method);

    /// <summary>Whether an id, a key or a token of a restaurant can be put in anywhere.</summary>
    public bool TakesNames => Slots.Any(p => p.Names || p.Kind is SlotKind.Code or SlotKind.File);

    public bool TakesNamesOfRows => Slots.Any(p => p.Kind == SlotKind.Id);

    public IEnumerable<string> NotKnown => Slots.Where(p => p.Kind == SlotKind.Unknown)
        .Select(p => p.Name.Length == 0 ? $"{Name} is handed the whole request and does not say what it reads"
            : $"{Name}: {p} is of the kind {p.Type.Name}, which the probe does not know");

    public string Address(Func<Slot, string?> value) => "/"
        + string.Join('/', Route.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart text => text.Content,
        RoutePatternSeparatorPart text => text.Content,
        RoutePatternParameterPart parameter => Uri.EscapeDataString(
            value(Slots.First(p => p.In == SlotLocation.Route && p.Name == parameter.Name)) ?? "x"),
        _ => "",
    }))));

    /// <summary>The word before a place in the address: bills in /staff/bills/{id}.</summary>
    public string WordBefore(Slot slot)
    {
        var segments = Route.PathSegments.Select(s => s.Parts[0]).ToList();
        var at = segments.FindIndex(p => p is RoutePatternParameterPart parameter && parameter.Name == slot.Name);
        return at > 0 && segments[at - 1] is RoutePatternLiteralPart word ? word.Content : "";
    }
}
