using Microsoft.Data.Sqlite;

namespace Restpy.Platform.Data;

/// <summary>
/// Names, telephones and password hashes stand in the SQLite file: like the master key it is its owner's alone. SQLite
/// gives its journal files the mode of the database.
/// </summary>
public static class DatabaseFile
{
    private const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Makes the file before SQLite would, readable to no other account, and closes one that was made open.
    /// </summary>
    public static void KeepToOwner(DatabaseOptions database)
    {
        if (!database.IsSqlite || OperatingSystem.IsWindows()) return;
        var path = new SqliteConnectionStringBuilder(database.ConnectionString).DataSource;
        if (!File.Exists(path))
            new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Owners,
            }).Dispose();
        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
            if (File.Exists(file)) File.SetUnixFileMode(file, Owners);
    }
}
