#pragma warning disable RS0030 // The dump of a database is run as it is.
using System.IO.Compression;
using System.Reflection;
using System.Text.RegularExpressions;
using Npgsql;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.TestSupport;

namespace Restpy.IntegrationTests.Updates;

/// <summary>The demo of commit c456ed9 with its past week: schema and rows as that version left them.</summary>
internal static partial class EarlierDatabase
{
    /// <returns>A new data folder with its file and its key.</returns>
    public static string File()
    {
        var folder = TestDatabases.NewFolder();
        Unpack("c456ed9.db.br", Path.Combine(folder, "restpy.db"));
        Key(folder);
        return folder;
    }

    /// <returns>A new database on the tests' server, for its owner, and a data folder with its key.</returns>
    public static async Task<(DatabaseOptions Owner, string Folder)> PostgresAsync()
    {
        var folder = TestDatabases.NewFolder();
        Key(folder);
        var empty = await TestDatabases.EmptyAsync(DatabaseKind.Postgres);
        var dump = Path.Combine(folder, "dump.sql");
        Unpack("c456ed9.sql.br", dump);
        await using var admin = new NpgsqlConnection(TestDatabases.As(null, empty.ConnectionString));
        await admin.OpenAsync();
        // The tests' empty database has the schemas already; the dump makes them.
        var sql = Meta().Replace(await System.IO.File.ReadAllTextAsync(dump), "");
        await using var run =
            new NpgsqlCommand(
                "DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS activity, upkeep CASCADE; "
                + sql, admin)
            { CommandTimeout = 120 };
        await run.ExecuteNonQueryAsync();
        System.IO.File.Delete(dump);
        return (empty, folder);
    }

    private static void Key(string folder)
    {
        using var key = Stored("c456ed9.key");
        using var file = System.IO.File.Create(Path.Combine(folder, "master.key"));
        key.CopyTo(file);
    }

    private static void Unpack(string name, string path)
    {
        using var packed = new BrotliStream(Stored(name), CompressionMode.Decompress);
        using var file = System.IO.File.Create(path);
        packed.CopyTo(file);
    }

    private static Stream Stored(string name) => Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;

    /// <summary>Lines for psql itself.</summary>
    [GeneratedRegex(@"^\\.*$", RegexOptions.Multiline)]
    private static partial Regex Meta();
}
