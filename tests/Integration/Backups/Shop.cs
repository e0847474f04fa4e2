using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Restpy.Backups.Contract;
using Restpy.Backups.Files;
using Restpy.Backups.Sqlite;
using Restpy.Backups.Stores;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>A database of one table, and its backups.</summary>
internal sealed class Shop : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Lock _one = new();

    public Shop()
    {
        (Folder, Store) = (TestDatabases.NewFolder(), TestDatabases.NewFolder());
        var database = DatabaseOptions.From(Folder, null);
        _connection = new SqliteConnection(database.ConnectionString + ";Pooling=False");
        _connection.Open();
        Run("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (id INTEGER PRIMARY KEY, text "
            + "TEXT)");
        Backups = With(new byte[32]);
    }

    public string Folder { get; }

    public string Store { get; }

    public StoppedClock Clock { get; } = new();

    public SqliteBackups Backups { get; }

    public SqliteBackups With(byte[] key) =>
        new(DatabaseOptions.From(Folder, null), new FolderStore(Store), new BackupKey(key), Clock, 35);

    public void Write(string text) => Run($"INSERT INTO t (text) VALUES ('{text}')");

    public void Run(string sql)
    {
        lock (_one)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
        Clock.Advance(TimeSpan.FromMilliseconds(2));
    }

    public async Task<IReadOnlyList<string>> RestoredAsync(DateTimeOffset? to)
    {
        var into = Path.Combine(TestDatabases.NewFolder(), "restored");
        return Rows((await Backups.RestoreAsync(into, to, default)).Path);
    }

    public static IReadOnlyList<string> Rows(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT text FROM t ORDER BY id";
        using var row = command.ExecuteReader();
        var rows = new List<string>();
        while (row.Read()) rows.Add(row.GetString(0));
        return rows;
    }

    public void Dispose()
    {
        Backups.Dispose();
        _connection.Dispose();
    }
}

/// <summary>Stands still until it is pushed.</summary>
internal sealed class StoppedClock : TimeProvider
{
    private long _ticks = System.GetUtcNow().UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
