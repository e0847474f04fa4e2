using Restpy.Backups.Contract;

namespace Restpy.Backups.Stores;

/// <summary>Backup files in a folder, or on a disk mounted there. Readable by its owner alone.</summary>
internal sealed class FolderStore(string folder) : IBackupStore
{
    private const string WorkFolderName = ".work";
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Place => folder;

    public string WorkFolder
    {
        get
        {
            var work = Path.Combine(folder, WorkFolderName);
            Try(() =>
            {
                MakeOwn(folder);
                MakeOwn(work);
            });
            return work;
        }
    }

    public Task PutAsync(string name, string localFile, CancellationToken ct)
    {
        Try(() =>
        {
            var path = PathOf(name);
            MakeOwn(Path.GetDirectoryName(path)!);
            File.Move(localFile, path);
        });
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<StoredFile>> ListAsync(CancellationToken ct)
    {
        if (!Directory.Exists(folder)) return Task.FromResult<IReadOnlyList<StoredFile>>([]);
        IReadOnlyList<StoredFile> files = [];
        Try(() => files =
        [
            .. new DirectoryInfo(folder).EnumerateDirectories().Where(set => set.Name != WorkFolderName)
                .SelectMany(set => set.EnumerateFiles()
                    .Select(file => new StoredFile(
                        $"{set.Name}/{file.Name}", file.Length, $"{file.LastWriteTimeUtc.Ticks}")))
                .OrderBy(file => file.Name, StringComparer.Ordinal),
        ]);
        return Task.FromResult(files);
    }

    public Task<Stream> OpenAsync(string name, CancellationToken ct)
    {
        Stream? file = null;
        Try(() => file = new FileStream(
            PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 17));
        return Task.FromResult(file!);
    }

    public Task DeleteAsync(string name, CancellationToken ct)
    {
        Try(() =>
        {
            var path = PathOf(name);
            File.Delete(path);
            var set = Path.GetDirectoryName(path)!;
            if (!Directory.EnumerateFileSystemEntries(set).Any()) Directory.Delete(set);
        });
        return Task.CompletedTask;
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private static void MakeOwn(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnersAlone);
    }

    private void Try(Action act)
    {
        try
        {
            act();
        }
        catch (Exception lost) when (lost is IOException or UnauthorizedAccessException)
        {
            throw new BackupFailedException($"The backup folder {folder} cannot be used: {lost.Message}", lost);
        }
    }
}
