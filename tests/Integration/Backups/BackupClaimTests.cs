using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Backups.Files;
using Restpy.IntegrationTests.Trust;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>
/// Claim H6 is verified while backups are kept, and at the next look after something was broken it is not.
/// </summary>
public sealed class BackupClaimTests
{
    [Fact]
    public async Task It_is_verified_once_a_backup_was_taken_and_restored()
    {
        await using var restpy = await BackedUpProduct.StartAsync();
        Assert.Equal(ClaimState.NotVerifiedHere, (await Sabotage.StandingAsync(restpy.Product, "H6")).State);
        Assert.True(await restpy.Rounds.RoundAsync(default));
        var standing = await Sabotage.StandingAsync(restpy.Product, "H6");
        Assert.True(standing.State == ClaimState.Verified, standing.Evidence);
        Assert.Contains("the same as in the running product", standing.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switched_off_it_is_not_verified()
    {
        await using var restpy = await BackedUpProduct.StartAsync(new() { ["Restpy:Backup:On"] = "false" });
        Assert.Equal(ClaimState.NotVerifiedHere, (await Sabotage.StandingAsync(restpy.Product, "H6")).State);
    }

    [Fact]
    public Task A_flipped_byte_turns_it_red() => TurnsRedAsync("corrupted", async restpy =>
    {
        var file = restpy.File("*.full");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 0x40;
        await File.WriteAllBytesAsync(file, bytes);
    });

    [Fact]
    public Task A_deleted_day_turns_it_red() => TurnsRedAsync("is missing", async restpy =>
    {
        for (var day = 0; day < 2; day++)
        {
            restpy.Product.Clock.Advance(TimeSpan.FromHours(24));
            Assert.True(await restpy.Rounds.RoundAsync(default));
        }
        Directory.Delete(Directory.GetDirectories(restpy.Store, "2*").Order().ElementAt(1), recursive: true);
    });

    [Fact]
    public Task Backups_sealed_with_another_key_turn_it_red() => TurnsRedAsync("another master key", async restpy =>
    {
        // Somebody restored the store of another installation over this one's.
        var file = restpy.File("*.full");
        var bytes = await File.ReadAllBytesAsync(file);
        RandomNumberGenerator.Fill(bytes.AsSpan(EncryptedFile.Mark.Length, EncryptedFile.KeyIdLength));
        await File.WriteAllBytesAsync(file, bytes);
    });

    [Fact]
    public Task A_schedule_that_stands_still_turns_it_red() => TurnsRedAsync("stands still", restpy =>
    {
        restpy.Product.Clock.Advance(TimeSpan.FromMinutes(10));
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_snapshot_older_than_26_hours_turns_it_red() => TurnsRedAsync("newest snapshot", restpy =>
    {
        restpy.Product.Clock.Advance(TimeSpan.FromHours(27));
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_lost_place_turns_it_red() => TurnsRedAsync("cannot be used", async restpy =>
    {
        Directory.Delete(restpy.Store, recursive: true);
        await File.WriteAllTextAsync(restpy.Store, "not a folder");
        Assert.False(await restpy.Rounds.RoundAsync(default));
    });

    [Fact]
    public Task A_drill_nobody_here_ran_does_not_count() => TurnsAsync(ClaimState.NotVerifiedHere, "No drill", restpy =>
        Sabotage.SqlAsync(restpy.Product, "UPDATE backups_run SET restore_milliseconds = 1 WHERE kind = 'Drill'"));

    [Fact]
    public async Task A_lost_place_is_told_in_the_log_by_mail_and_in_readyz()
    {
        await using var restpy = await BackedUpProduct.StartAsync();
        Directory.Delete(restpy.Store, recursive: true);
        await File.WriteAllTextAsync(restpy.Store, "not a folder", TestContext.Current.CancellationToken);
        Assert.False(await restpy.Rounds.RoundAsync(default));
        using var admin = await restpy.Product.SignInAsync("admin@restpy.example");
        Assert.Contains("Backup failed", (await admin.PageAsync("/platform/log")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("No backup is being taken", (await admin.PageAsync("/platform/mail")).Body!.TextContent,
            StringComparison.Ordinal);
        Assert.Contains("cannot be used", (await admin.PageAsync("/platform/backups")).Body!.TextContent,
            StringComparison.Ordinal);
        using var http = new HttpClient { BaseAddress = restpy.Product.Address };
        Assert.Contains("no backup is being taken", await http.GetStringAsync("/readyz"), StringComparison.Ordinal);
    }

    private static Task TurnsRedAsync(string because, Func<BackedUpProduct, Task> breaking) =>
        TurnsAsync(ClaimState.Failing, because, breaking);

    private static async Task TurnsAsync(ClaimState state, string because, Func<BackedUpProduct, Task> breaking)
    {
        await using var restpy = await BackedUpProduct.StartAsync();
        Assert.True(await restpy.Rounds.RoundAsync(default));
        Assert.Equal(ClaimState.Verified, (await Sabotage.StandingAsync(restpy.Product, "H6")).State);
        await breaking(restpy);
        var after = await Sabotage.StandingAsync(restpy.Product, "H6");
        Assert.True(after.State == state, $"{after.State}: {after.Evidence}");
        Assert.Contains(because, after.Evidence, StringComparison.Ordinal);
    }
}
