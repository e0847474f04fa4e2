using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Platform.Keys;

/// <param name="At">When the first sheet of this key was made.</param>
/// <param name="By">The account that made it.</param>
public sealed record SheetMade(DateTimeOffset At, string By);

/// <summary>
/// The recovery sheets in the activity log of the installation: a second one is made only on request.
/// </summary>
public static class KeySheetLog
{
    private const string Action = "platform.key-sheet-made";

    /// <param name="db">Of the installation.</param>
    /// <param name="scope">Of the same request.</param>
    /// <param name="sheet">Which key, and who makes the sheet.</param>
    /// <param name="again">Also where there is one.</param>
    /// <param name="ct">Stops before the save.</param>
    /// <returns>Null when it is recorded; otherwise the first there is, and nothing was recorded.</returns>
    public static async Task<SheetMade?> RecordAsync(
        RestpyDb db, WorkScope scope, (string KeyId, string By) sheet, bool again, CancellationToken ct)
    {
        scope.Enter(AuditEntry.OfThePlatform, null, Actor.System("command line"));
        await using var work = await db.BeginAsync(ct);
        await work.LockAsync("key sheets", ct);
        var made = await db.Set<AuditEntry>().AsNoTracking()
            .Where(e => e.Action == Action && e.ObjectLabel == sheet.KeyId)
            .OrderBy(e => e.Id).Select(e => new SheetMade(e.At, e.Reason ?? "")).FirstOrDefaultAsync(ct);
        if (made is not null && !again) return made;
        db.Act(Action, nameof(MasterKey), AuditEntry.OfThePlatform, sheet.KeyId, sheet.By);
        await work.SaveAsync(Done.It, ct);
        return null;
    }
}
