using Microsoft.AspNetCore.Mvc;
using Restpy.Backups.Contract;
using Restpy.Backups.Files;
using Restpy.Backups.Runs;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;

namespace Restpy.Backups.See;

/// <param name="Why">In words for the operator.</param>
internal sealed record BackupFailed(string Why) : Error(ErrorKind.Conflict);

/// <summary>
/// How the backups of the installation stand, for the operator; a snapshot and a drill can be taken at once.
/// </summary>
[Needs(BackupsPermissions.See)]
internal sealed class BackupsPage(IBackups backups, BackupSettings settings, BackupWork work, BackupSchedule rounds,
    BackupVerification review, BackupRuns runs, DatabaseOptions database) : StaffPage
{
    private const string Self = "/platform/backups";

    public IReadOnlyList<BackupSet> Sets { get; private set; } = [];

    public IReadOnlyList<string> Faults { get; private set; } = [];

    public BackupRun? Drill { get; private set; }

    /// <summary>The newest that was recorded: on PostgreSQL all that the product knows.</summary>
    public BackupRun? Snapshot { get; private set; }

    public string? Problem { get; private set; }

    public BackupSettings Settings => settings;

    public bool IsSqlite => database.IsSqlite;

    /// <summary>
    /// The newest change stored, which is newer than the newest file where nothing has changed since.
    /// </summary>
    public DateTimeOffset? Reaches => rounds.LastGood ?? (Sets.Count > 0 ? Sets[^1].To : null);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Problem = rounds.Problem;
        Drill = await runs.LastAsync(RunKind.Drill, ct);
        Snapshot = await runs.LastAsync(RunKind.Snapshot, ct);
        if (!IsSqlite) return;
        try
        {
            Sets = [.. await backups.ListAsync(ct)];
            Faults = review.Known;
        }
        catch (BackupFailedException failed)
        {
            Problem ??= failed.Message;
        }
    }

    public Task<IActionResult> OnPostNowAsync(CancellationToken ct) => TryAsync(async () =>
    {
        await work.SnapshotAsync(ct);
        return Words["backups.done"];
    }, ct);

    public Task<IActionResult> OnPostDrillAsync(CancellationToken ct) => TryAsync(async () =>
    {
        var result = await work.DrillAsync(ct);
        return result.Problems.Count == 0 ? Words["backups.drill-done", new { result.Told }]
            : Words["backups.drill-bad", new { result.Told }];
    }, ct);

    private async Task<IActionResult> TryAsync(Func<Task<string>> act, CancellationToken ct)
    {
        if (!IsSqlite || !settings.On) return NotFound();
        try
        {
            return Done(Self, await act());
        }
        catch (BackupFailedException failed)
        {
            await OnGetAsync(ct);
            return Refuse(new BackupFailed(failed.Message));
        }
    }
}
