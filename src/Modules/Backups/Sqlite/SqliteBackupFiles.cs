using Restpy.Backups.Contract;
using Restpy.Backups.Files;
using Restpy.Backups.Stores;
using Restpy.Platform.Snapshots;

namespace Restpy.Backups.Sqlite;

/// <summary>Writes pages of a snapshot to an encrypted file and puts it into the store.</summary>
internal sealed class SqliteBackupFiles(IBackupStore store, BackupKey key)
{
    /// <param name="previous">The hash of the file before it in its set.</param>
    /// <param name="setBefore">The set before, where this file begins one.</param>
    public async Task<(string Hash, long Bytes)> PutAsync(DatabaseSnapshot snapshot, BackupName name,
        IReadOnlyCollection<uint> pages, string previous, string setBefore, CancellationToken ct)
    {
        var local = Path.Combine(store.WorkFolder, Guid.NewGuid().ToString("N"));
        try
        {
            var head = new BackupHeader(name.Set, name.Number, name.At, snapshot.PageSize, snapshot.PageCount,
                (uint)pages.Count, previous, setBefore);
            var hash = await Task.Run(() => WriteUntilItStood(local, name, head, snapshot, pages, ct), ct);
            var bytes = new FileInfo(local).Length;
            await store.PutAsync(name.ToString(), local, ct);
            return (hash, bytes);
        }
        catch (Exception lost) when (lost is IOException or UnauthorizedAccessException)
        {
            throw new BackupFailedException($"The backup could not be written to {store.Place}: {lost.Message}", lost);
        }
        finally
        {
            File.Delete(local);
        }
    }

    private string WriteUntilItStood(string local, BackupName name, BackupHeader head, DatabaseSnapshot snapshot,
        IReadOnlyCollection<uint> pages, CancellationToken ct)
    {
        while (true)
        {
            var pace = new BackupPace(ct);
            var hash = BackupFile.Write(local, key, name, head, snapshot, pages, pace.Wrote);
            if (snapshot.Stood()) return hash;
            File.Delete(local);
        }
    }
}
