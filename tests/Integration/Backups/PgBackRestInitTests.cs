using Restpy.Backups.Contract;
using Restpy.Backups.PgBackRest;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>Setting pgBackRest up on the database host.</summary>
[Collection(nameof(BackedUpPostgres))]
public sealed class PgBackRestInitTests(BackedUpPostgres backedUp)
{
    private readonly bool _isInstalled = BackedUpPostgres.Need();

    [Fact]
    public void The_first_init_asks_for_a_restart_of_PostgreSQL()
    {
        Assert.False(backedUp.FirstInit.IsReady);
        Assert.Contains(backedUp.FirstInit.Lines, l =>
            l.StartsWith("Restart PostgreSQL now", StringComparison.Ordinal));
    }

    [Fact]
    public void After_the_restart_init_has_seen_a_WAL_segment_arrive()
    {
        Assert.True(backedUp.SecondInit.IsReady);
        Assert.Contains(backedUp.SecondInit.Lines, l => l.StartsWith("PostgreSQL archives", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_init_once_more_changes_nothing()
    {
        var before = File.GetLastWriteTimeUtc(backedUp.Settings.ConfigFile);
        var again = await backedUp.InitAsync();
        Assert.Equal(before, File.GetLastWriteTimeUtc(backedUp.Settings.ConfigFile));
        Assert.DoesNotContain(again.Lines, l => l.StartsWith("Set:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PostgreSQL_sends_its_changes_within_a_minute() =>
        Assert.Equal(45L,
            await backedUp.Postgres.CountAsync(
            "SELECT setting::bigint FROM pg_settings WHERE name = 'archive_timeout'"));

    [Fact]
    public async Task Init_leaves_an_archive_command_of_others_alone()
    {
        var refused = await Assert.ThrowsAsync<BackupFailedException>(() =>
            new PgBackRestInit(backedUp.Settings with { ConfigFile = backedUp.NewPath() })
                .RunAsync(new(false, null, "restpy"), default));
        Assert.Contains("archive_command is set already", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_leaves_a_configuration_file_of_others_alone()
    {
        var file = backedUp.NewPath();
        await File.WriteAllTextAsync(file, "[global]\nmine=y\n");
        var refused =
            await Assert.ThrowsAsync<BackupFailedException>(() =>
            PgBackRestConfigFile.WriteAsync(new(backedUp.Settings), file, "new", replace: false, default));
        Assert.Contains("--replace", refused.Message, StringComparison.Ordinal);
        Assert.Equal("[global]\nmine=y\n", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Init_stops_where_the_passphrase_is_not_the_one_in_use()
    {
        var settings = backedUp.Settings with { PassphraseFile = backedUp.NewPath() };
        Passphrase.WriteIfAbsent(settings.PassphraseFile, null);
        var refused =
            await Assert.ThrowsAsync<BackupFailedException>(() => new PgBackRestInit(settings)
            .RunAsync(new(false, null, "restpy"), default));
        Assert.Contains("another passphrase", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_stops_where_the_passphrase_does_not_open_the_repository()
    {
        var copy = await backedUp.CopyAsync();
        var settings = copy with { ConfigFile = backedUp.NewPath(), PassphraseFile = backedUp.NewPath() };
        var refused = await Assert.ThrowsAsync<BackupFailedException>(() =>
            new PgBackRestInit(settings).RunAsync(new(Replace: true, null, "restpy"), default));
        Assert.StartsWith("The passphrase in", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_passphrase_file_is_written_again_with_the_one_in_use()
    {
        var settings = backedUp.Settings with { PassphraseFile = backedUp.NewPath() };
        await new PgBackRestInit(settings).RunAsync(new(false, null, "restpy"), default);
        Assert.Equal(Passphrase.Read(backedUp.Settings.PassphraseFile), Passphrase.Read(settings.PassphraseFile));
    }

    [Fact]
    public void Init_tells_no_secret() =>
        Assert.DoesNotContain(Passphrase.Read(backedUp.Settings.PassphraseFile),
            string.Join(' ', [.. backedUp.FirstInit.Lines, .. backedUp.SecondInit.Lines]), StringComparison.Ordinal);

    [Fact]
    public void The_passphrase_is_readable_by_its_owner_alone() =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite,
            UnixFiles.Mode(backedUp.Settings.PassphraseFile));

    [Fact]
    public void The_configuration_is_hidden_from_other_users() =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead,
            UnixFiles.Mode(backedUp.Settings.ConfigFile));
}
