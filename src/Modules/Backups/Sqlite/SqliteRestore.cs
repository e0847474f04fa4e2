using Restpy.Backups.Contract;
using Restpy.Backups.Files;
using Restpy.Backups.Stores;
using Restpy.Platform.Data;
using Restpy.Platform.Snapshots;

namespace Restpy.Backups.Sqlite;

/// <summary>Puts a database together again from a full snapshot and the changes after it.</summary>
internal sealed class SqliteRestore(IBackupStore store, BackupKey key)
{
    public async Task<Restored> RunAsync(string into, DateTimeOffset? to, CancellationToken ct)
    {
        NeedEmpty(into);
        var files = await ChooseAsync(to, ct);
        DataFolder.MakeOwn(into);
        var path = Path.Combine(into, "restpy.db");
        try
        {
            await PutTogetherAsync(path, files, ct);
            await DatabaseCopy.NeedSoundAsync(path, ct);
        }
        catch (SnapshotFailedException unsound)
        {
            Remove(path);
            throw new BackupFailedException(unsound.Message, unsound);
        }
        catch
        {
            // Nobody shall start on half of it.
            Remove(path);
            throw;
        }
        RestoreNote.Leave(into, files[^1].At);
        return new(path, files[^1].At, new FileInfo(path).Length);
    }

    /// <summary>A master key may lie there already; a database may not.</summary>
    private static void NeedEmpty(string into)
    {
        if (Directory.Exists(into)
            && Directory.EnumerateFileSystemEntries(into)
            .Any(entry => Path.GetFileName(entry) is not ("master.key" or "master.key.kms")))
            throw new BackupFailedException(
                $"{into} is not empty. A restore never writes over anything: name a new folder.");
    }

    private async Task<IReadOnlyList<BackupName>> ChooseAsync(DateTimeOffset? to, CancellationToken ct)
    {
        var sets = (await Catalogue.ReadAsync(store, ct)).Where(set => set.Restorable is not null).ToList();
        if (sets.Count == 0) throw new BackupFailedException($"There is no backup in {store.Place}.");
        var set = sets.LastOrDefault(s => to is null || s.Restorable!.From <= to)
            ?? throw new BackupFailedException(
            $"The oldest backup is of {sets[0].Restorable!.From.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC.");
        return [.. set.Usable.Select(file => file.Name).TakeWhile(name => to is null || name.At <= to)];
    }

    private async Task PutTogetherAsync(string path, IReadOnlyList<BackupName> files, CancellationToken ct)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var database = new FileStream(path, options);
        foreach (var name in files)
        {
            ct.ThrowIfCancellationRequested();
            var stored = await store.OpenAsync(name.ToString(), ct);
            var head = await Task.Run(
                () => BackupFile.Read(stored, key, name,
                    (said, page, bytes) =>
                    RandomAccess.Write(database.SafeFileHandle, bytes, (page - 1) * (long)said.PageSize)), ct);
            RandomAccess.SetLength(database.SafeFileHandle, head.Pages * (long)head.PageSize);
        }
        database.Flush(flushToDisk: true);
    }

    private static void Remove(string path)
    {
        foreach (var part in new[] { path, path + "-wal", path + "-shm" }) File.Delete(part);
    }
}
