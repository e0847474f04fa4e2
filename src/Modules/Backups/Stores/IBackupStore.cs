using Restpy.Backups.Contract;

namespace Restpy.Backups.Stores;

/// <param name="Name">set/file.</param>
/// <param name="Mark">Changes whenever the content does, as far as the store tells.</param>
internal sealed record StoredFile(string Name, long Bytes, string Mark);

/// <summary>
/// Where backup files lie: a folder, a mounted disk, a bucket. What goes wrong is a <see cref="BackupFailedException"/>
/// that names it.
/// </summary>
internal interface IBackupStore
{
    /// <summary>For people: the folder or the bucket.</summary>
    string Place { get; }

    /// <summary>A folder on this machine where a file is made before it is put into the store.</summary>
    string WorkFolder { get; }

    /// <summary>The file is in the store whole, on its disk, or not at all. The local one is gone afterwards.</summary>
    Task PutAsync(string name, string localFile, CancellationToken ct);

    /// <summary>By name.</summary>
    Task<IReadOnlyList<StoredFile>> ListAsync(CancellationToken ct);

    Task<Stream> OpenAsync(string name, CancellationToken ct);

    Task DeleteAsync(string name, CancellationToken ct);
}
