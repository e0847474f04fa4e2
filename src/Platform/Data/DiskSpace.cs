namespace Restpy.Platform.Data;

/// <summary>
/// Whether what is written on this machine still finds room. On PostgreSQL the database's disk is another machine's.
/// </summary>
public sealed class DiskSpace(DatabaseOptions database)
{
    private const long Fewest = 64L << 20;

    /// <returns>What is lacking, without the folder's name; null where nothing is.</returns>
    public string? Lacks()
    {
        if (!database.IsSqlite) return null;
        try
        {
            var free = new DriveInfo(Path.GetFullPath(database.DataDirectory)).AvailableFreeSpace;
            return free < Fewest ? "the disk of the data is full" : null;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "the disk of the data cannot be read";
        }
    }
}
