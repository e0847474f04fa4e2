using Restpy.Backups.Contract;

namespace Restpy.Backups.Stores;

/// <summary>Where the backups of an installation lie: its bucket, else its folder.</summary>
internal static class BackupStores
{
    public static IBackupStore Open(BackupSettings settings, TimeProvider time) => settings.Bucket is { } bucket
        ? new BucketStore(bucket, Path.Combine(settings.Folder, ".work"), settings.Days, time)
        : new FolderStore(settings.Folder);
}
