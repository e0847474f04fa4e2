using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.Platform.Web;

namespace Restpy.Platform.Keys;

/// <summary>
/// Changes the stored master keys; a running product takes them over within two seconds. A key is never removed before
/// it was written to another file.
/// </summary>
public static class MasterKeyRotation
{
    /// <summary>
    /// Makes a new key: on SQLite the current one, on PostgreSQL one that waits until each server has it.
    /// </summary>
    /// <returns>Its id.</returns>
    /// <exception cref="DatabaseRefusedException">Nothing was changed, and why.</exception>
    public static Task<string> AddAsync(DatabaseOptions database, IConfiguration settings, CancellationToken ct) =>
        ChangeAsync(database, settings, keys =>
        {
            if (keys.Waiting is { } waiting)
                throw new DatabaseRefusedException(
                    $"The new key {waiting.Id} waits already. Use it: ./restpy key rotate --use");
            if (keys.All.Count == MasterKeySet.Most)
                throw new DatabaseRefusedException(
                    $"There are {keys.All.Count} keys. Retire the oldest first: ./restpy key retire --to FILE");
            var added = keys.Add(
                RandomNumberGenerator.GetBytes(MasterKeySet.KeyLength), TimeProvider.System.GetUtcNow());
            return (database.IsSqlite ? added.UseWaiting(TimeProvider.System.GetUtcNow()) : added, added.All[^1].Id);
        }, ct);

    /// <summary>The key that waits becomes the current one.</summary>
    /// <returns>Its id.</returns>
    /// <exception cref="DatabaseRefusedException">None waits.</exception>
    public static Task<string> UseAsync(DatabaseOptions database, IConfiguration settings, CancellationToken ct) =>
        ChangeAsync(database, settings, keys => keys.Waiting is { } waiting
            ? (keys.UseWaiting(TimeProvider.System.GetUtcNow()), waiting.Id)
            : throw new DatabaseRefusedException("No new key waits. Make one: ./restpy key rotate"), ct);

    /// <summary>Takes the oldest key away, after it was written to a file of its own.</summary>
    /// <param name="database">Whose data folder holds the keys.</param>
    /// <param name="settings">Where AWS KMS is configured.</param>
    /// <param name="oldest">The key that is meant: another one may have been retired meanwhile.</param>
    /// <param name="to">Where it is written. Backups made with it need it.</param>
    /// <param name="ct">Stops before anything is written.</param>
    /// <exception cref="DatabaseRefusedException">Nothing was changed, and why.</exception>
    public static Task<string> RetireAsync(
        DatabaseOptions database, IConfiguration settings, string oldest, string to, CancellationToken ct) =>
        ChangeAsync(database, settings, keys =>
        {
            if (keys.Oldest?.Id != oldest)
                throw new DatabaseRefusedException("The oldest key is another one now. Nothing was changed.");
            DataFolder.WriteNew(to, keys.Oldest.Bytes);
            return (keys.WithoutOldest(), oldest);
        }, ct);

    /// <summary>Puts an older key, from its recovery sheet, behind the keys that are there.</summary>
    /// <exception cref="DatabaseRefusedException">It is there already.</exception>
    public static Task<string> AddOlderAsync(
        DatabaseOptions database, IConfiguration settings, MasterKey older, CancellationToken ct) =>
        ChangeAsync(database, settings, keys => keys.Holds(older.Id)
            ? throw new DatabaseRefusedException($"The key {older.Id} is there already.")
            : (keys.WithOldest(older.Bytes.ToArray()), older.Id), ct);

    /// <returns>The oldest key that can be retired; null where there is only one.</returns>
    public static async Task<string?> OldestAsync(
        DatabaseOptions database, IConfiguration settings, CancellationToken ct) =>
        (await MasterKeyStart.ReadAsync(database, settings, ct)).Keys.Oldest?.Id;

    private static async Task<string> ChangeAsync(DatabaseOptions database, IConfiguration settings,
        Func<MasterKeySet, (MasterKeySet Keys, string Id)> change, CancellationToken ct)
    {
        using var alone = Lock(database);
        var (keys, id) = change((await MasterKeyStart.ReadAsync(database, settings, ct)).Keys);
        await MasterKeyStart.ReplaceAsync(database, settings, keys, ct);
        return id;
    }

    /// <summary>Of two rotations at once the second would lose the key of the first.</summary>
    private static FileStream Lock(DatabaseOptions database)
    {
        try
        {
            return new(Path.Combine(database.DataDirectory, "key.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            throw new DatabaseRefusedException("Another command changes the master key at this moment. Try again.");
        }
    }
}
