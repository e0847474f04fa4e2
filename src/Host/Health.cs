using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Jobs;
using Restpy.Staff.Contract;

namespace Restpy.Host;

internal static class Health
{
    /// <summary>/healthz: the process answers. /readyz: it can reach its database as well; and whether of several nodes it leads.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok")).WithMetadata(new OpenAttribute("probe"));
        app.MapGet("/readyz", async (RestpyDb db, Lead lead, CancellationToken ct) =>
            await db.Database.CanConnectAsync(ct) ? Results.Text(lead.Term is null ? "ready" : "ready, leads the jobs") : Results.Text("no database", statusCode: 503)).WithMetadata(new OpenAttribute("probe"));
        // The demo begins with its start page; in production the first page is the sign-in, or the screen of who is signed in.
        app.MapGet("/", (DemoPeople demo) => Results.Redirect(demo.On ? "/demo" : "/staff")).WithMetadata(new OpenAttribute("public"));
    }
}
