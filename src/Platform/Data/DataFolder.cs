using Microsoft.Data.Sqlite;

namespace Restpy.Platform.Data;

/// <summary>
/// Whose the data folder is. On SQLite one process gives events their places in the stream; who comes second must not
/// write, and works on a copy.
/// </summary>
public static class DataFolder
{
    /// <returns>Held until disposed or the process ends; null where another process holds it. PostgreSQL has room for
    /// all.</returns>
    public static IDisposable? Enter(DatabaseOptions database)
    {
        if (!database.IsSqlite) return new MemoryStream();
        MakeOwn(database.DataDirectory);
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None,
            };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new FileStream(Path.Combine(database.DataDirectory, "restpy.lock"), options);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// Makes the folder its owner's alone; one that was made open to other accounts is closed to them.
    /// </summary>
    public static void MakeOwn(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, OwnersAlone);
        else if (File.GetUnixFileMode(folder) != OwnersAlone) File.SetUnixFileMode(folder, OwnersAlone);
    }

    /// <summary>A new file that its owner alone may read. One that is there stays as it is.</summary>
    /// <exception cref="IOException">There is one already.</exception>
    public static void WriteNew(string path, ReadOnlySpan<byte> content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    /// <summary>
    /// Replaces a file that is its owner's alone: a reader finds the old content or the new one, never a part.
    /// </summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var written = path + ".new";
        File.Delete(written);
        WriteNew(written, content);
        File.Move(written, path, overwrite: true);
    }

    /// <returns>What other accounts of this machine may do with the folder or the key in it; null where
    /// nothing.</returns>
    public static string? OpenTo(string folder)
    {
        if (OperatingSystem.IsWindows()) return null;
        const UnixFileMode Others = ~(OwnersAlone);
        if ((File.GetUnixFileMode(folder) & Others) != 0)
            return "The data folder is open to other accounts of the machine.";
        foreach (var name in new[] { "master.key", "master.key.kms", "restpy.db" })
            if (Path.Combine(folder, name) is var file && File.Exists(file)
                && (File.GetUnixFileMode(file) & Others) != 0)
                return $"The file {name} is open to other accounts of the machine.";
        return null;
    }

    /// <summary>
    /// The whole database as of now, with its master key, in a folder of its own that is its owner's alone.
    /// </summary>
    public static DatabaseOptions Copy(DatabaseOptions database)
    {
        var folder = Directory.CreateTempSubdirectory("restpy-copy-").FullName;
        var copy = DatabaseOptions.From(folder, null);
        foreach (var key in Directory.GetFiles(database.DataDirectory, "master.key*"))
            File.Copy(key, Path.Combine(folder, Path.GetFileName(key)));
        DatabaseFile.KeepToOwner(copy);
        using var from = new SqliteConnection(database.ConnectionString);
        using var to = new SqliteConnection(copy.ConnectionString);
        from.Open();
        to.Open();
        from.BackupDatabase(to);
        SqliteConnection.ClearPool(to);
        return copy;
    }
}
