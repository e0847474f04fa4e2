using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Backups.Contract;
using Restpy.Backups.Runs;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Backups;

/// <summary>Signs the newest runs again. Older backups stay as they are and need the key they were made with.</summary>
internal sealed class BackupsKeyUse(MasterKey master) : IKeyUse
{
    public async Task<int> ResealAsync(RestpyDb db, int most, CancellationToken ct) =>
        (await db.Set<BackupRun>().OrderByDescending(r => r.At).Take(most).ToListAsync(ct))
            .Count(run => run.Reseal(master));

    public async Task<IReadOnlyList<KeyLeft>> LeftAsync(
        IServiceProvider services, OldestKey oldest, CancellationToken ct)
    {
        // pgBackRest encrypts with a passphrase of its own.
        if (!services.GetRequiredService<DatabaseOptions>().IsSqlite) return [];
        var sets = await services.GetRequiredService<IBackups>().ListAsync(ct);
        return [
            new(sets.Count(set => set.To < oldest.ReplacedAt), "backups",
                "Keep the file of the key: ./restpy backup restore --into DIR --key FILE")];
    }
}
