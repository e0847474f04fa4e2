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
        var sizes = Directory.GetFiles(shop.Store, "*", SearchOption.AllDirectories).Order()
            .Select(f => new FileInfo(f).Length).ToList();
        Assert.InRange(sizes[1], 1, sizes[0] / 50);
    }

    /// <summary>
    /// Writers, readers and the folding of the log go on; at each moment the restored file is sound and complete.
    /// </summary>
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
            using var beside = new SqliteConnection(
                $"Data Source={shop.Folder}/restpy.db;Pooling=False;Default Timeout=1");
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
        var refused = await Assert.ThrowsAsync<BackupFailedException>(
            () => shop.Backups.RestoreAsync(shop.Folder, null, default));
        Assert.Contains("not empty", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["first"], Shop.Rows(Path.Combine(shop.Folder, "restpy.db")));
    }
}
