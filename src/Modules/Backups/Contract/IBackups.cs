namespace Restpy.Backups.Contract;

/// <summary>
/// The backups of one installation, on whichever database it runs. Every act throws
/// <see cref="BackupFailedException"/>.
/// </summary>
public interface IBackups
{
    /// <summary>Takes a full snapshot now.</summary>
    Task<BackupSet> NowAsync(CancellationToken ct);

    /// <summary>What can be restored, oldest first.</summary>
    Task<IReadOnlyList<BackupSet>> ListAsync(CancellationToken ct);

    /// <summary>Reads every stored byte.</summary>
    /// <returns>What is corrupted, incomplete, missing or unreadable, a sentence each; empty where nothing
    /// is.</returns>
    Task<IReadOnlyList<string>> VerifyAsync(CancellationToken ct);

    /// <summary>Restores into an empty folder, never over a database in use.</summary>
    /// <param name="into">Does not exist yet, or is empty.</param>
    /// <param name="to">The moment wanted; null for the newest.</param>
    Task<Restored> RestoreAsync(string into, DateTimeOffset? to, CancellationToken ct);
}
