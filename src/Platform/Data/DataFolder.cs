using Microsoft.Data.Sqlite;

namespace Restpy.Platform.Data;

/// <summary>
/// Whose the data folder is. On SQLite one process gives events their places in the stream; who comes second must not write,
/// and works on a copy.
/// </summary>
public static class DataFolder
{
    /// <returns>Held until disposed or the process ends; null where another process holds it. PostgreSQL has room for all.</returns>
    public static IDisposable? Enter(DatabaseOptions database)
    {
        if (!database.IsSqlite) return new MemoryStream();
        Directory.CreateDirectory(database.DataDirectory);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new FileStream(Path.Combine(database.DataDirectory, "restpy.lock"), options);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The whole database as of now, with its master key, in a folder of its own that is its owner's alone.</summary>
    public static DatabaseOptions Copy(DatabaseOptions database)
    {
        var folder = Directory.CreateTempSubdirectory("restpy-copy-").FullName;
        var copy = DatabaseOptions.From(folder, null);
        File.Copy(Path.Combine(database.DataDirectory, "master.key"), Path.Combine(folder, "master.key"));
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
