using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Pictures;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Tenancy.Logo;

/// <summary>/r/{slug}/pictures/{id}/{size}.webp: photos and logo, for guests and for everybody else.</summary>
internal static class PictureEndpoint
{
    private const string Forever = "public, max-age=31536000, immutable";

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/r/{slug}/pictures/{id:guid}/{size}.webp", SendAsync)
            .WithMetadata(new OpenAttribute("picture"), new FromSlugAttribute(), new ReadsAttribute());

    private static async Task<IResult> SendAsync(
        Guid id, string size, HttpContext http, PictureStore pictures, CancellationToken ct)
    {
        if (!EnumNames.TryRead<PictureSize>(size, out var wanted)
            || await pictures.FindAsync(id, wanted, ct) is not { } picture) return Results.NotFound();
        http.Response.Headers.CacheControl = Forever;
        return Results.Bytes(picture, "image/webp");
    }
}
