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

/// <summary>Whatever happens to a stored file is named, and nothing damaged is restored.</summary>
public sealed class DamagedBackupTests
{
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
        using (var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite))
            RandomAccess.SetLength(handle, RandomAccess.GetLength(handle) - 10);
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
        Assert.Contains("its file 1 is missing", Assert.Single(await shop.Backups.VerifyAsync(default)),
            StringComparison.Ordinal);
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
        Directory.Delete(Directory.GetDirectories(shop.Store).Where(d => !d.EndsWith(".work", StringComparison.Ordinal))
            .Order().ElementAt(1), recursive: true);
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
        Assert.Equal(2, (await shop.Backups.VerifyAsync(default))
            .Count(p => p.Contains("corrupted", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Another_master_key_is_named()
    {
        using var shop = new Shop();
        shop.Write("first");
        await shop.Backups.ShipAsync(default);
        using var other = shop.With(RandomNumberGenerator.GetBytes(32));
        Assert.Contains("another master key", Assert.Single(await other.VerifyAsync(default)),
            StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<BackupFailedException>(
            () => other.RestoreAsync(TestDatabases.NewFolder(), null, default));
        Assert.Contains("another master key", refused.Message, StringComparison.Ordinal);
    }
}
