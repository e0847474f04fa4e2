using Microsoft.EntityFrameworkCore;
using Restpy.Backups.Contract;
using Restpy.Backups.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Jobs;
using Restpy.Staff.Contract;

namespace Restpy.Host;

internal static class Health
{
    /// <summary>
    /// /healthz: the process answers. /readyz: it can reach its database and write to its disk as well; whether of
    /// several nodes it leads; and what keeps backups from being taken, which does not make it unready.
    /// </summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok")).WithMetadata(new OpenAttribute("probe"));
        app.MapGet("/readyz", ReadyAsync).WithMetadata(new OpenAttribute("probe"));
        // The demo begins with its start page; in production the first page is the sign-in, or the screen of who is
        // signed in.
        app.MapGet("/", (DemoPeople demo) => Results.Redirect(demo.On ? "/demo" : "/staff"))
            .WithMetadata(new OpenAttribute("public"));
    }

    private static async Task<IResult> ReadyAsync(
        RestpyDb db, JobLeader lead, DiskSpace disk, BackupOperations backups, CancellationToken ct)
    {
        if (!await db.Database.CanConnectAsync(ct)) return Results.Text("no database", statusCode: 503);
        if (disk.Lacks() is { } lacking) return Results.Text(lacking, statusCode: 503);
        var ready = lead.LeaderTerm is null ? "ready" : "ready, leads the jobs";
        return Results.Text(backups.Problem is null ? ready : $"{ready}; no backup is being taken");
    }
}
