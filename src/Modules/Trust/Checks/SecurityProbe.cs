using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Restpy.Platform.Gates;

namespace Restpy.Trust.Checks;

/// <summary>
/// An endpoint that does nothing, for the checks to try the gates on. Its bucket is small, so that it can be emptied.
/// </summary>
internal static class SecurityProbe
{
    public const string Path = "/security/probe";
    public const string RateLimit = "self-check";

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapMethods(Path, ["GET", "POST"], () => Results.NoContent()).WithMetadata(new OpenAttribute(RateLimit))
            .ExcludeFromDescription();
}
