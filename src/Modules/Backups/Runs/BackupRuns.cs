using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Backups.Runs;

/// <summary>Keeps what snapshots and drills brought, with a line in the log of the installation.</summary>
internal sealed class BackupRuns(IServiceScopeFactory scopes, MasterKey master)
{
    private static readonly Actor Self = Actor.System("backup");

    public async Task KeepAsync(
        RunKind kind, bool ok, string told, long bytes, TimeSpan lost, TimeSpan took, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(null, null, Self);
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        var run = new BackupRun
        {
            Id = Id.New(), At = db.Time.GetUtcNow(), Kind = kind, Ok = ok, Told = told, Bytes = bytes,
            LostMilliseconds = (long)lost.TotalMilliseconds, RestoreMilliseconds = (long)took.TotalMilliseconds,
        };
        run.SealWith(master);
        db.Add(run);
        db.Act($"backups.{kind.ToString().ToLowerInvariant()}", nameof(BackupRun), run.Id, told.Length > 200
            ? told[..200] : told);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>
    /// The newest of a kind; null where there is none, or where it was not written by this installation.
    /// </summary>
    public async Task<BackupRun?> LastAsync(RunKind kind, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var runs = scope.ServiceProvider.GetRequiredService<RestpyDb>().Set<BackupRun>().AsNoTracking();
        var last = await runs.Where(r => r.Kind == kind).OrderByDescending(r => r.At).ThenByDescending(r => r.Id)
            .FirstOrDefaultAsync(ct);
        return last?.IsSealed(master) == true ? last : null;
    }
}
