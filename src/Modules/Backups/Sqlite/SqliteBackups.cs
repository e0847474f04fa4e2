using System.Data.Common;
using Microsoft.Win32.SafeHandles;
using Restpy.Backups.Contract;
using Restpy.Backups.Files;
using Restpy.Backups.Stores;
using Restpy.Platform.Data;
using Restpy.Platform.Snapshots;

namespace Restpy.Backups.Sqlite;

/// <summary>
/// Backups of the SQLite file while it is written to: a full snapshot begins a set, then the pages that changed are
/// added. The snapshot last stored is held until the next one is, so that no change between the two can be missed. A
/// set begins at each start, each day, and whenever changes could not be followed.
/// </summary>
internal sealed class SqliteBackups(
    DatabaseOptions database, IBackupStore store, BackupKey key, TimeProvider time, int days) : IBackups, IDisposable
{
    private string FilePath => DatabaseCopy.PathOf(database);
    private readonly SqliteBackupFiles _files = new(store, key);
    private readonly SemaphoreSlim _one = new(1);
    private SafeFileHandle? _file;
    private DatabaseSnapshot? _held;
    private BackupName? _last;
    private string _lastHash = "";

    /// <summary>
    /// The last moment whose changes are in the store; null until the first snapshot of this process.
    /// </summary>
    public DateTimeOffset? Reaches { get; private set; }

    /// <summary>When the set that is being added to was begun.</summary>
    public DateTimeOffset? Began { get; private set; }

    public async Task<BackupSet> NowAsync(CancellationToken ct)
    {
        var set = await AloneAsync(() => BeginSetAsync(ct), ct);
        await PruneAsync(ct);
        return set;
    }

    public async Task<IReadOnlyList<BackupSet>> ListAsync(CancellationToken ct) =>
        [.. (await Catalogue.ReadAsync(store, ct)).Select(set => set.Restorable).OfType<BackupSet>()];

    public Task<IReadOnlyList<string>> VerifyAsync(CancellationToken ct) =>
        new BackupVerification(store, key, time, days).AllAsync(ct);

    public Task<Restored> RestoreAsync(string into, DateTimeOffset? to, CancellationToken ct) =>
        new SqliteRestore(store, key).RunAsync(into, to, ct);

    /// <summary>
    /// Adds what has changed since the last time; begins a set where there is none, or none that can be followed.
    /// </summary>
    public Task ShipAsync(CancellationToken ct) => AloneAsync(() => ShipAloneAsync(ct), ct);

    /// <summary>
    /// The same, and the moment that is now the newest in the store, to be read. Dispose of it soon: while it is held,
    /// the database's log grows.
    /// </summary>
    public Task<DatabaseSnapshot> ShipAndShareAsync(CancellationToken ct) => AloneAsync(async () =>
    {
        await ShipAloneAsync(ct);
        return _held!.Share();
    }, ct);

    private async Task<bool> ShipAloneAsync(CancellationToken ct)
    {
        if (_held is null || _last is null)
        {
            await BeginSetAsync(ct);
            return true;
        }
        var at = time.GetUtcNow();
        var snapshot = DatabaseSnapshot.Take(FilePath, _file!);
        try
        {
            var changed = snapshot.ChangedSince(_held.Position);
            if (changed is null)
            {
                snapshot.Dispose();
                await BeginSetAsync(ct);
                return true;
            }
            if (changed.Count > 0 || snapshot.PageCount != _held.PageCount)
            {
                // Pages beyond the end were cut off since.
                var pages = changed.Where(page => page <= snapshot.PageCount).Order().ToArray();
                await PutAsync(snapshot, new(_last.Set, _last.Number + 1, at), pages, _lastHash, "", ct);
            }
            Hold(snapshot, at);
            return true;
        }
        catch
        {
            // Whether the file arrived is not known, and the log of the database must not grow while a store is away:
            // another set is begun when it can be reached again.
            if (_held != snapshot) snapshot.Dispose();
            LetGo();
            throw;
        }
    }

    /// <summary>Removes sets of which not even the last day is wanted any more. The newest one always stays.</summary>
    public async Task<int> PruneAsync(CancellationToken ct)
    {
        var sets = await Catalogue.ReadAsync(store, ct);
        var gone = 0;
        var wanted = time.GetUtcNow().AddDays(-days);
        foreach (var (set, next) in sets.Zip(sets.Skip(1)))
        {
            if (next.Restorable is not { } follows || follows.From > wanted) break;
            // The full snapshot last: a set without it is seen to be broken, one without its end is not.
            foreach (var (_, file) in set.Files.Reverse()) await store.DeleteAsync(file.Name, ct);
            gone++;
        }
        return gone;
    }

    public void Dispose()
    {
        LetGo();
        _file?.Dispose();
        _one.Dispose();
    }

    private async Task<BackupSet> BeginSetAsync(CancellationToken ct)
    {
        _file ??= File.OpenHandle(FilePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        LetGo();
        var before = (await Catalogue.ReadAsync(store, ct)).LastOrDefault()?.Name ?? "";
        var at = time.GetUtcNow();
        var snapshot = DatabaseSnapshot.Take(FilePath, _file);
        try
        {
            var bytes = await PutAsync(
                snapshot, new(BackupName.NewSet(at, before), 0, at), new PageRange(snapshot.PageCount), "", before, ct);
            Hold(snapshot, at);
            Began = at;
            return new(_last!.Set, at, at, bytes);
        }
        catch
        {
            if (_held != snapshot) snapshot.Dispose();
            throw;
        }
    }

    private async Task<long> PutAsync(DatabaseSnapshot snapshot, BackupName name, IReadOnlyCollection<uint> pages,
        string previous, string setBefore, CancellationToken ct)
    {
        (var hash, var bytes) = await _files.PutAsync(snapshot, name, pages, previous, setBefore, ct);
        (_last, _lastHash) = (name, hash);
        return bytes;
    }

    private void Hold(DatabaseSnapshot snapshot, DateTimeOffset at)
    {
        if (_held != snapshot) _held?.Dispose();
        (_held, Reaches) = (snapshot, at);
    }

    private void LetGo()
    {
        _held?.Dispose();
        (_held, _last) = (null, null);
    }

    private async Task<T> AloneAsync<T>(Func<Task<T>> act, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return await act();
        }
        catch (Exception lost) when (lost is DbException or SnapshotFailedException)
        {
            throw new BackupFailedException($"The database could not be read: {lost.Message}", lost);
        }
        finally
        {
            _one.Release();
        }
    }
}
