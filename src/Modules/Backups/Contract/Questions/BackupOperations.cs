using Microsoft.Extensions.Configuration;
using Restpy.Backups.Files;
using Restpy.Backups.PgBackRest;
using Restpy.Backups.Sqlite;
using Restpy.Backups.Stores;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Backups.Contract.Questions;

/// <summary>What the command line asks of a running product.</summary>
public sealed class BackupOperations
{
    private readonly BackupWork _work;
    private readonly BackupSchedule _rounds;
    private readonly BackupSettings _settings;

    internal BackupOperations(BackupWork work, BackupSchedule rounds, BackupSettings settings) =>
        (_work, _rounds, _settings) = (work, rounds, settings);

    public string Place => _settings.Place;

    /// <summary>What keeps backups from being taken; null where nothing does.</summary>
    public string? Problem => _rounds.Problem;

    public Task<BackupSet> SnapshotAsync(CancellationToken ct) => _work.SnapshotAsync(ct);

    /// <returns>Whether all was the same, in words, RPO and RTO.</returns>
    public async Task<(bool Ok, string Told, TimeSpan Lost, TimeSpan Took)> DrillAsync(CancellationToken ct)
    {
        var result = await _work.DrillAsync(ct);
        return (result.Problems.Count == 0, result.Told, result.Lost, result.Took);
    }

    /// <summary>The stored backups alone: for a machine whose database is gone.</summary>
    /// <param name="configuration">Where backups go, and with key where the master key lies.</param>
    /// <param name="database">What is backed up.</param>
    /// <param name="master">The master key, where AWS KMS opened it.</param>
    /// <exception cref="BackupFailedException">The master key is not there.</exception>
    public static IBackups Stored(IConfiguration configuration, DatabaseOptions database, MasterKey? master = null)
    {
        if (!database.IsSqlite)
            return new PgBackRestBackups(PgBackRestSettings.From(configuration), TimeProvider.System);
        var path = configuration["key"] ?? Path.Combine(database.DataDirectory, "master.key");
        if (master is null && !File.Exists(path))
            throw new BackupFailedException(
                $"There is no master key at {path}. Backups cannot be opened without it: name it with --key FILE.");
        var key = KeyOf(master ?? MasterKey.At(path));
        var settings = BackupSettings.From(configuration, database);
        return new SqliteBackups(
            database, BackupStores.Open(settings, TimeProvider.System), key, TimeProvider.System, settings.Days);
    }

    internal static BackupKey KeyOf(MasterKey master) => new(() => master.AllFor("backups"));

    /// <summary>Sets pgBackRest up on the database host.</summary>
    /// <param name="timers">Where files for systemd and cron are written; null for nowhere.</param>
    /// <param name="command">How they start Restpy.</param>
    /// <param name="replace">Also a configuration that is not ours.</param>
    /// <returns>What was done and is left to do, and whether backups run from here on.</returns>
    public static async Task<(IReadOnlyList<string> Lines, bool IsReady)> SetUpAsync(
        IConfiguration configuration, string? timers, string command, bool replace, CancellationToken ct)
    {
        var result = await new PgBackRestInit(PgBackRestSettings.From(configuration))
            .RunAsync(new(replace, timers, command), ct);
        return (result.Lines, result.IsReady);
    }

    /// <summary>Whether pgBackRest is set up on this machine.</summary>
    public static bool IsSetUp(IConfiguration configuration) =>
        File.Exists(PgBackRestSettings.From(configuration).ConfigFile);
}
