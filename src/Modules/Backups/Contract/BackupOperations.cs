using Restpy.Backups.Files;
using Restpy.Backups.Sqlite;
using Restpy.Backups.Stores;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Backups.Contract;

/// <summary>What the command line asks of a running product.</summary>
public sealed class BackupOperations
{
    private readonly BackupRounds _rounds;
    private readonly BackupSettings _settings;

    internal BackupOperations(BackupRounds rounds, BackupSettings settings) => (_rounds, _settings) = (rounds, settings);

    public string Place => _settings.Place;

    /// <summary>What keeps backups from being taken; null where nothing does.</summary>
    public string? Problem => _rounds.Problem;

    public Task<BackupSet> SnapshotAsync(CancellationToken ct) => _rounds.SnapshotAsync(ct);

    /// <returns>Whether all was the same, in words, RPO and RTO.</returns>
    public async Task<(bool Ok, string Told, TimeSpan Lost, TimeSpan Took)> DrillAsync(CancellationToken ct)
    {
        var result = await _rounds.DrillAsync(ct);
        return (result.Problems.Count == 0, result.Told, result.Lost, result.Took);
    }

    /// <summary>The stored backups alone: for a machine whose database is gone.</summary>
    /// <exception cref="BackupFailedException">The master key is not there.</exception>
    public static IBackups Stored(BackupSettings settings, DatabaseOptions database, string? keyFile)
    {
        var path = keyFile ?? Path.Combine(database.DataDirectory, "master.key");
        if (!File.Exists(path)) throw new BackupFailedException($"There is no master key at {path}. Backups cannot be opened without it: name it with --key FILE.");
        var key = new BackupKey(MasterKey.At(path).For("backups"));
        return new SqliteBackups(database, settings.Store(TimeProvider.System), key, TimeProvider.System, settings.Days);
    }
}
