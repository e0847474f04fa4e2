using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;

namespace Restpy.Host;

internal static class Health
{
    /// <summary>/healthz: the process answers. /readyz: it can reach its database as well.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok")).WithMetadata(new OpenAttribute("probe"));
        app.MapGet("/readyz", async (RestpyDb db, CancellationToken ct) =>
            await db.Database.CanConnectAsync(ct) ? Results.Text("ready") : Results.Text("no database", statusCode: 503)).WithMetadata(new OpenAttribute("probe"));
        app.MapGet("/", () => Results.Redirect("/staff")).WithMetadata(new OpenAttribute("public"));
    }
}
