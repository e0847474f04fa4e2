using System.Globalization;
using System.Text;
using Restpy.Backups.Contract;
using Restpy.Backups.PgBackRest;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>What is damaged, lost or taken from a repository is found, and a stolen one tells nothing.</summary>
[Collection(nameof(BackedUpPostgres))]
public sealed class PgBackRestSabotageTests(BackedUpPostgres backedUp)
{
    private readonly bool _isInstalled = BackedUpPostgres.Need();

    [Fact]
    public async Task Verify_finds_nothing_in_a_whole_repository() =>
        Assert.Empty(await VerifyAsync(await backedUp.CopyAsync()));

    [Fact]
    public async Task A_flipped_byte_in_a_backup_is_found()
    {
        var copy = await backedUp.CopyAsync();
        Flip(Files(copy, "backup").First(f => f.Contains("/base/", StringComparison.Ordinal)
            && new FileInfo(f).Length > 2000));
        Assert.Contains("checksum invalid: 1", Assert.Single(await VerifyAsync(copy)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_file_of_a_backup_is_found()
    {
        var copy = await backedUp.CopyAsync();
        File.Delete(Files(copy, "backup").First(f => f.Contains("/base/", StringComparison.Ordinal)));
        Assert.Contains("missing: 1", Assert.Single(await VerifyAsync(copy)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flipped_byte_in_WAL_is_found()
    {
        var copy = await backedUp.CopyAsync();
        Flip(Wal(copy)[^2]);
        Assert.Contains("WAL segments", Assert.Single(await VerifyAsync(copy)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_WAL_segment_is_found()
    {
        var copy = await backedUp.CopyAsync();
        var lost = Wal(copy)[^2];
        File.Delete(lost);
        Assert.Contains(await VerifyAsync(copy), c => c.StartsWith("WAL is missing between", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deleted_day_is_found()
    {
        var copy = await backedUp.CopyAsync();
        Directory.Delete(Path.Combine(copy.Repository, "backup", copy.Stanza, backedUp.Backup.Name), recursive: true);
        Assert.Equal($"Backup {backedUp.Backup.Name} is listed, but its files are missing.",
            Assert.Single(await VerifyAsync(copy)));
    }

    [Fact]
    public async Task An_emptied_repository_is_found()
    {
        var copy = await backedUp.CopyAsync();
        Directory.Delete(copy.Repository, recursive: true);
        Assert.Contains("lost or emptied", Assert.Single(await VerifyAsync(copy)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_list_of_backups_is_told_from_a_wrong_passphrase()
    {
        var copy = await backedUp.CopyAsync();
        foreach (var file in Files(copy, "backup")
            .Where(f => Path.GetFileName(f).StartsWith("backup.info", StringComparison.Ordinal))) Flip(file);
        Assert.Contains("backup.info", Assert.Single(await VerifyAsync(copy)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_passphrase_is_named()
    {
        var copy = await backedUp.CopyAsync(passphrase: new('x', 64));
        Assert.StartsWith("The passphrase in", Assert.Single(await VerifyAsync(copy)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_with_a_wrong_passphrase_says_so()
    {
        var copy = await backedUp.CopyAsync(passphrase: new('x', 64));
        var refused = await Assert.ThrowsAsync<BackupFailedException>(() =>
            Open(copy).RestoreAsync(backedUp.NewPath(), null, default));
        Assert.StartsWith("The passphrase in", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_a_guest_is_in_the_running_database() =>
        Assert.Contains(Directory.GetFiles(backedUp.Postgres.Data, "*", SearchOption.AllDirectories),
            f => Holds(f, BackedUpPostgres.GuestName));

    [Fact]
    public void The_name_of_a_guest_is_in_no_file_of_the_repository() =>
        Assert.DoesNotContain(Files(backedUp.Settings, ""), f => Holds(f, BackedUpPostgres.GuestName)
            || Holds(f, "guest_note"));

    [Fact]
    public void Every_file_of_the_repository_looks_like_noise() => Assert.All(Files(backedUp.Settings, ""), file =>
    {
        // OpenSSL's header and the salt are in the clear; what follows has no byte more often than chance gives.
        var bytes = File.ReadAllBytes(file);
        Assert.Equal("Salted__", Encoding.ASCII.GetString(bytes, 0, 8));
        if (bytes.Length < 4096) return;
        var most = bytes.Skip(16).CountBy(b => b).Max(c => c.Value);
        Assert.True(most < bytes.Length / 256.0 + 8 * Math.Sqrt(bytes.Length / 256.0),
            $"{file}: one byte is there {most} times in {bytes.Length}.");
    });

    [Theory]
    [InlineData(-2, true)]
    [InlineData(2, false)]
    public async Task A_backup_goes_once_a_later_one_is_35_days_old(int secondsFrom35Days, bool isKept)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/faketime") || BackedUpPostgres.IsCi, "faketime is not installed here.");
        if ((await backedUp.Backups.ListAsync(default)).Count == 1) await backedUp.Backups.NowAsync(default);
        var second = (await backedUp.Backups.ListAsync(default))[1];
        var copy = await backedUp.CopyAsync();
        // pgBackRest has no clock for tests: it is told another time. Each full backup ended a second before From.
        var then = second.From.AddSeconds(-1).AddDays(35).AddSeconds(secondsFrom35Days).UtcDateTime;
        var clock = then.ToString("@yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        string[] options = [$"--config={copy.ConfigFile}", $"--stanza={copy.Stanza}"];
        string[] expire = ["env", "TZ=UTC", "faketime", "-f", clock, copy.Program, .. options, "expire"];
        if (Environment.UserName == "root") expire = ["runuser", "-u", "postgres", "--", .. expire];
        BackedUpPostgres.Run(expire[0], expire[1..]);
        var left = (await Open(copy).ListAsync(default)).Select(s => s.Name).ToList();
        Assert.Equal(isKept, left.Contains(backedUp.Backup.Name));
        Assert.Contains(second.Name, left);
    }

    // An hour on: by then every segment has been pushed.
    private static PgBackRestBackups Open(PgBackRestSettings settings) => new(settings, new InAnHour());

    private static Task<IReadOnlyList<string>> VerifyAsync(PgBackRestSettings settings) =>
        Open(settings).VerifyAsync(default);

    private static string[] Files(PgBackRestSettings settings, string under) =>
        [.. Directory.GetFiles(Path.Combine(settings.Repository, under), "*", SearchOption.AllDirectories).Order()];

    private static string[] Wal(PgBackRestSettings settings) =>
        [.. Files(settings, "archive").Where(f => f.EndsWith(".zst", StringComparison.Ordinal))];

    private static void Flip(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static bool Holds(string file, string text) =>
        File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private sealed class InAnHour : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddHours(1);
    }
}
