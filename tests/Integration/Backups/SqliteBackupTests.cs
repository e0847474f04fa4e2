using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Restpy.Backups;
using Restpy.Backups.Files;
using Restpy.Backups.Sqlite;
using Restpy.Backups.Stores;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>Backups of a SQLite file: what is restored is what was there.</summary>
public sealed class SqliteBackupTests
{
    [Fact]
    public async Task What_was_written_before_a_moment_is_restored_and_what_came_after_is_not()
    {
        using var shop = new Shop();
        shop.Write("first");
        await shop.Backups.ShipAsync(default);
        shop.Write("second");
        await shop.Backups.ShipAsync(default);
        var then = shop.Clock.GetUtcNow();
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        shop.Write("third");
        await shop.Backups.ShipAsync(default);
        Assert.Equal(["first", "second"], await shop.RestoredAsync(then));
        Assert.Equal(["first", "second", "third"], await shop.RestoredAsync(null));
    }

    [Fact]
    public async Task Changes_are_a_small_part_of_a_snapshot()
    {
        using var shop = new Shop();
        for (var i = 0; i < 2000; i++) shop.Write(Convert.ToHexString(RandomNumberGenerator.GetBytes(500)));
        await shop.Backups.ShipAsync(default);
        shop.Write("one more");
        await shop.Backups.ShipAsync(default);
        var sizes = Directory.GetFiles(shop.Store, "*", SearchOption.AllDirectories).Order().Select(f => new FileInfo(f).Length).ToList();
        Assert.InRange(sizes[1], 1, sizes[0] / 50);
    }

    /// <summary>Writers, readers and the folding of the log go on; at each moment the restored file is sound and complete.</summary>
    [Fact]
    public async Task Under_constant_writing_every_restored_moment_is_sound()
    {
        using var shop = new Shop();
        shop.Write("0");
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writing = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested) shop.Write($"{++written} {new string('x', written * 37 % 9000)}");
        });
        var folding = Task.Run(() =>
        {
            using var beside = new SqliteConnection($"Data Source={shop.Folder}/restpy.db;Pooling=False;Default Timeout=1");
            beside.Open();
            using var fold = beside.CreateCommand();
            while (!stop.IsCancellationRequested)
            {
                fold.CommandText = $"PRAGMA wal_checkpoint({(Random.Shared.Next(3) == 0 ? "RESTART" : "PASSIVE")})";
                fold.ExecuteNonQuery();
            }
        });
        for (var i = 0; i < 12; i++)
        {
            var before = Volatile.Read(ref written);
            if (i % 5 == 4) await shop.Backups.NowAsync(default);
            else await shop.Backups.ShipAsync(default);
            var restored = await shop.RestoredAsync(null);
            // Each row follows the one before it, and all that were answered before the backup are there.
            Assert.Equal(Enumerable.Range(0, restored.Count), restored.Select(text => int.Parse(text.Split(' ')[0])));
            Assert.InRange(restored.Count, before, written + 1);
        }
        await stop.CancelAsync();
        await Task.WhenAll(writing, folding);
        Assert.Empty(await shop.Backups.VerifyAsync(default));
    }

    [Fact]
    public async Task Rows_that_were_deleted_and_a_file_that_shrank_are_followed()
    {
        using var shop = new Shop();
        for (var i = 0; i < 500; i++) shop.Write(new string('y', 4000) + i);
        await shop.Backups.ShipAsync(default);
        shop.Run("DELETE FROM t WHERE id > 3");
        shop.Run("VACUUM");
        await shop.Backups.ShipAsync(default);
        Assert.Equal(3, (await shop.RestoredAsync(null)).Count);
    }

    [Fact]
    public async Task No_text_of_the_database_is_found_in_a_backup_file()
    {
        using var shop = new Shop();
        shop.Write("Priya Sharma +91 98450 12345");
        await shop.Backups.ShipAsync(default);
        foreach (var file in Directory.GetFiles(shop.Store, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.DoesNotContain("Priya", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
            Assert.DoesNotContain("SQLite format", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.999)]
    public async Task A_flipped_bit_is_found_and_never_restored(double where)
    {
        using var shop = new Shop();
        shop.Write("first");
        await shop.Backups.ShipAsync(default);
        var file = Directory.GetFiles(shop.Store, "*.full", SearchOption.AllDirectories).Single();
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[(int)(bytes.Length * where)] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        Assert.Contains("corrupted", Assert.Single(await shop.Backups.VerifyAsync(default)), StringComparison.Ordinal);
        await Assert.ThrowsAsync<BackupFailedException>(() => shop.RestoredAsync(null));
    }

    [Fact]
    public async Task A_file_cut_short_is_found()
    {
        using var shop = new Shop();
        shop.Write("first");
        await shop.Backups.ShipAsync(default);
        var file = Directory.GetFiles(shop.Store, "*.full", SearchOption.AllDirectories).Single();
        using (var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.SetLength(handle, RandomAccess.GetLength(handle) - 10);
        Assert.Contains("incomplete", Assert.Single(await shop.Backups.VerifyAsync(default)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_of_changes_is_found_and_what_came_before_it_can_be_restored()
    {
        using var shop = new Shop();
        foreach (var text in new[] { "first", "second", "third" })
        {
            shop.Write(text);
            await shop.Backups.ShipAsync(default);
        }
        File.Delete(Directory.GetFiles(shop.Store, "000001-*", SearchOption.AllDirectories).Single());
        Assert.Contains("its file 1 is missing", Assert.Single(await shop.Backups.VerifyAsync(default)), StringComparison.Ordinal);
        Assert.Equal(["first"], await shop.RestoredAsync(null));
    }

    [Fact]
    public async Task A_missing_day_is_found()
    {
        using var shop = new Shop();
        foreach (var day in new[] { "first", "second", "third" })
        {
            shop.Write(day);
            await shop.Backups.NowAsync(default);
            shop.Clock.Advance(TimeSpan.FromDays(1));
        }
        Directory.Delete(Directory.GetDirectories(shop.Store).Where(d => !d.EndsWith(".work", StringComparison.Ordinal)).Order().ElementAt(1), recursive: true);
        Assert.Contains("is missing", Assert.Single(await shop.Backups.VerifyAsync(default)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_in_each_others_place_are_found()
    {
        using var shop = new Shop();
        foreach (var text in new[] { "first", "second", "third" })
        {
            shop.Write(text);
            await shop.Backups.ShipAsync(default);
        }
        var files = Directory.GetFiles(shop.Store, "*.changes", SearchOption.AllDirectories).Order().ToArray();
        var first = await File.ReadAllBytesAsync(files[0], TestContext.Current.CancellationToken);
        File.Copy(files[1], files[0], overwrite: true);
        await File.WriteAllBytesAsync(files[1], first, TestContext.Current.CancellationToken);
        Assert.Equal(2, (await shop.Backups.VerifyAsync(default)).Count(p => p.Contains("corrupted", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Another_master_key_is_named()
    {
        using var shop = new Shop();
        shop.Write("first");
        await shop.Backups.ShipAsync(default);
        using var other = shop.With(RandomNumberGenerator.GetBytes(32));
        Assert.Contains("another master key", Assert.Single(await other.VerifyAsync(default)), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<BackupFailedException>(() => other.RestoreAsync(TestDatabases.NewFolder(), null, default));
        Assert.Contains("another master key", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Day_35_is_kept_and_day_36_is_gone()
    {
        using var shop = new Shop();
        var began = shop.Clock.GetUtcNow();
        for (var day = 0; day <= 36; day++)
        {
            shop.Write($"{day}");
            await shop.Backups.NowAsync(default);
            await shop.Backups.PruneAsync(default);
            shop.Clock.Advance(TimeSpan.FromDays(1));
        }
        // It is the morning of day 37: what can be restored reaches back 35 days and not 36.
        var now = shop.Clock.GetUtcNow();
        await shop.Backups.PruneAsync(default);
        Assert.Equal("2", (await shop.RestoredAsync(now.AddDays(-35)))[^1]);
        await Assert.ThrowsAsync<BackupFailedException>(() => shop.RestoredAsync(began.AddHours(30)));
    }

    [Fact]
    public async Task A_restore_never_writes_over_a_database()
    {
        using var shop = new Shop();
        shop.Write("first");
        await shop.Backups.ShipAsync(default);
        var refused = await Assert.ThrowsAsync<BackupFailedException>(() => shop.Backups.RestoreAsync(shop.Folder, null, default));
        Assert.Contains("not empty", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["first"], Shop.Rows(Path.Combine(shop.Folder, "restpy.db")));
    }

    /// <summary>A database of one table, and its backups.</summary>
    private sealed class Shop : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly Lock _one = new();

        public Shop()
        {
            (Folder, Store) = (TestDatabases.NewFolder(), TestDatabases.NewFolder());
            var database = DatabaseOptions.From(Folder, null);
            _connection = new SqliteConnection(database.ConnectionString + ";Pooling=False");
            _connection.Open();
            Run("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)");
            Backups = With(new byte[32]);
        }

        public string Folder { get; }

        public string Store { get; }

        public StoppedClock Clock { get; } = new();

        public SqliteBackups Backups { get; }

        public SqliteBackups With(byte[] key) => new(DatabaseOptions.From(Folder, null), new FolderStore(Store), new BackupKey(key), Clock, 35);

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
}

/// <summary>Stands still until it is pushed.</summary>
internal sealed class StoppedClock : TimeProvider
{
    private long _ticks = System.GetUtcNow().UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
