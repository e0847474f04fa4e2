using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Platform.Live;

/// <summary>The one address of live screens; which topics there are, the modules say.</summary>
public static class LiveEndpoint
{
    public static void MapLive(this IEndpointRouteBuilder app, IEnumerable<IModule> modules)
    {
        var topics = modules.SelectMany(m => m.Topics).ToDictionary(t => t.Name, t => t.Permission);
        app.MapGet("/api/v1/live", (HttpContext http, LiveStream live, string? topics, CancellationToken ct) =>
        {
            var heard = Heard(http, topics);
            // A program that would hear nothing is told so, not left to wait.
            return heard.Count == 0 && http.Session()?.Token is not null
                ? TypedResults.StatusCode(StatusCodes.Status403Forbidden) : live.Follow(http, heard, null, ct);
        })
            .WithMetadata(new SignedInAttribute(), new ForProgramsAttribute(),
                new ShownOnTabletsAttribute(TabletScreen.Kitchen, TabletScreen.Floor), new ReadsAttribute("after"));

        // A tablet without a person hears of what its screen shows and of nothing else; a program, of what it may look
        // at. A person hears of everything: what they may read is decided when they fetch it.
        HashSet<string> Heard(HttpContext http, string? asked)
        {
            var heard = (asked ?? "").Split(',').ToHashSet();
            if (http.Session() is null && http.Tablet() is { } tablet) heard.IntersectWith(tablet.Topics);
            if (http.Session() is { Token: not null } program)
                heard.RemoveWhere(name => topics.GetValueOrDefault(name) is not { } needed || !program.May(needed));
            return heard;
        }
    }
}
