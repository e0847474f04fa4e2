using Npgsql;

namespace Restpy.TestSupport;

/// <summary>
/// The demo is set up once for each database and then copied: half of what a restaurant of a test's own costs. The copy
/// has the same keys and ids as all others.
/// </summary>
internal static class SeededProducts
{
    private static readonly Dictionary<DatabaseKind, Lazy<Task<(string Folder, string? Database)>>> Made = new()
    {
        [DatabaseKind.Sqlite] = new(() => MakeAsync(DatabaseKind.Sqlite)),
        [DatabaseKind.Postgres] = new(() => MakeAsync(DatabaseKind.Postgres)),
    };

    private static readonly SemaphoreSlim Copying = new(1);

    public static async Task<(string Folder, string? Database)> CopyAsync(DatabaseKind kind)
    {
        var (from, database) = await Made[kind].Value;
        var folder = TestDatabases.NewFolder();
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        if (database is null) return (folder, null);
        // PostgreSQL copies a database for one at a time.
        await Copying.WaitAsync();
        try { return (folder, await TestDatabases.CopyOfAsync(database)); }
        finally { Copying.Release(); }
    }

    private static async Task<(string Folder, string? Database)> MakeAsync(DatabaseKind kind)
    {
        var (folder, database) = (TestDatabases.NewFolder(), await TestDatabases.NewAsync(kind));
        await TestProduct.Start(kind, folder, database).DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        return (folder, database);
    }
}
