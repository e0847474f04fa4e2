using Restpy.Backups;
using Restpy.Backups.PgBackRest;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>Set up, list and restore with pgBackRest.</summary>
public sealed class PgBackRestTests(BackedUpPostgres backedUp) : IClassFixture<BackedUpPostgres>, IAsyncLifetime
{
    public ValueTask InitializeAsync()
    {
        BackedUpPostgres.Need();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void The_first_init_asks_for_a_restart_of_PostgreSQL()
    {
        Assert.False(backedUp.FirstInit.IsReady);
        Assert.Contains(backedUp.FirstInit.Lines, l => l.StartsWith("Restart PostgreSQL now", StringComparison.Ordinal));
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
        Assert.Equal(45L, await backedUp.Postgres.CountAsync("SELECT setting::bigint FROM pg_settings WHERE name = 'archive_timeout'"));

    [Fact]
    public async Task Init_leaves_an_archive_command_of_others_alone()
    {
        var refused = await Assert.ThrowsAsync<BackupFailedException>(() =>
            new PgBackRestInit(backedUp.Settings with { ConfigFile = backedUp.NewPath() }).RunAsync(new(false, null, "restpy"), default));
        Assert.Contains("archive_command is set already", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_leaves_a_configuration_file_of_others_alone()
    {
        var file = backedUp.NewPath();
        await File.WriteAllTextAsync(file, "[global]\nmine=y\n");
        var refused = await Assert.ThrowsAsync<BackupFailedException>(() => PgBackRestConfigFile.WriteAsync(new(backedUp.Settings), file, "new", replace: false, default));
        Assert.Contains("--replace", refused.Message, StringComparison.Ordinal);
        Assert.Equal("[global]\nmine=y\n", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Init_stops_where_the_passphrase_is_not_the_one_in_use()
    {
        var settings = backedUp.Settings with { PassphraseFile = backedUp.NewPath() };
        Passphrase.WriteIfAbsent(settings.PassphraseFile, null);
        var refused = await Assert.ThrowsAsync<BackupFailedException>(() => new PgBackRestInit(settings).RunAsync(new(false, null, "restpy"), default));
        Assert.Contains("another passphrase", refused.Message, StringComparison.Ordinal);
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
        Assert.DoesNotContain(Passphrase.Read(backedUp.Settings.PassphraseFile), string.Join(' ', [.. backedUp.FirstInit.Lines, .. backedUp.SecondInit.Lines]), StringComparison.Ordinal);

    [Fact]
    public void The_passphrase_is_readable_by_its_owner_alone() =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(backedUp.Settings.PassphraseFile));

    [Fact]
    public void The_configuration_is_hidden_from_other_users() =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(backedUp.Settings.ConfigFile));

    [Fact]
    public async Task The_list_reaches_the_last_archived_transaction()
    {
        var set = (await backedUp.Backups.ListAsync(default)).First(s => s.Name == backedUp.Backup.Name);
        Assert.Equal(backedUp.Backup.From, set.From);
        Assert.True(set.To > backedUp.Between && set.Bytes > 100_000, $"{set}");
    }

    [Fact]
    public async Task A_restore_to_a_moment_holds_exactly_the_rows_before_it()
    {
        var restored = await backedUp.Backups.RestoreAsync(backedUp.NewPath(), backedUp.Between, default);
        Assert.Equal("1 2", await backedUp.RowsAsync(restored.Path));
    }

    [Fact]
    public async Task A_restore_without_a_moment_holds_every_archived_row()
    {
        var restored = await backedUp.Backups.RestoreAsync(backedUp.NewPath(), null, default);
        Assert.Equal("1 2 3", await backedUp.RowsAsync(restored.Path));
        Assert.True(restored.At > backedUp.Between && restored.Bytes > 1_000_000, $"{restored}");
    }

    [Fact]
    public async Task The_newest_moment_of_the_list_can_be_restored()
    {
        var newest = (await backedUp.Backups.ListAsync(default))[^1].To;
        var restored = await backedUp.Backups.RestoreAsync(backedUp.NewPath(), newest, default);
        Assert.Equal("1 2 3", await backedUp.RowsAsync(restored.Path));
    }

    [Fact]
    public async Task A_restore_needs_no_PostgreSQL_in_use()
    {
        var elsewhere = await backedUp.CopyAsync(data: backedUp.NewPath());
        var restored = await new PgBackRestBackups(elsewhere, TimeProvider.System).RestoreAsync(backedUp.NewPath(), backedUp.Between, default);
        Assert.Equal("1 2", await backedUp.RowsAsync(restored.Path));
    }

    [Fact]
    public async Task A_restored_PostgreSQL_archives_nothing()
    {
        var restored = await backedUp.Backups.RestoreAsync(backedUp.NewPath(), null, default);
        var file = await File.ReadAllLinesAsync(Path.Combine(restored.Path, "postgresql.auto.conf"));
        Assert.Equal("archive_mode = 'off'", file.Last(l => l.StartsWith("archive_mode", StringComparison.Ordinal)));
        Assert.Equal("off", await backedUp.QueryAsync<string>(restored.Path, "SELECT current_setting('archive_mode')"));
    }

    [Fact]
    public async Task A_restored_PostgreSQL_starts_without_its_configuration_files()
    {
        // Debian keeps them beside the data.
        var restored = await backedUp.Backups.RestoreAsync(backedUp.NewPath(), null, default);
        File.Delete(Path.Combine(restored.Path, "postgresql.conf"));
        File.Delete(Path.Combine(restored.Path, "pg_hba.conf"));
        Assert.Equal("1 2 3", await backedUp.RowsAsync(restored.Path));
    }

    [Fact]
    public async Task A_restored_PostgreSQL_never_opens_the_data_in_use()
    {
        var restored = await backedUp.Backups.RestoreAsync(backedUp.NewPath(), null, default);
        await File.AppendAllTextAsync(Path.Combine(restored.Path, "postgresql.conf"), $"\ndata_directory = '{backedUp.Postgres.Data}'\n");
        Assert.Equal(restored.Path, await backedUp.QueryAsync<string>(restored.Path, "SELECT current_setting('data_directory')"));
    }

    [Fact]
    public async Task A_restore_leaves_the_spool_of_the_PostgreSQL_in_use_alone()
    {
        var mark = Path.Combine(Directory.CreateDirectory(Path.Combine(backedUp.Settings.SpoolPath, "archive", backedUp.Settings.Stanza)).FullName, "mark");
        await File.WriteAllTextAsync(mark, "");
        await backedUp.Backups.RestoreAsync(backedUp.NewPath(), null, default);
        Assert.True(File.Exists(mark));
    }

    [Fact]
    public async Task A_failed_restore_leaves_no_folder_behind()
    {
        var copy = await backedUp.CopyAsync();
        Directory.Delete(Path.Combine(copy.Repository, "backup", copy.Stanza, backedUp.Backup.Name), recursive: true);
        var into = backedUp.NewPath();
        await Assert.ThrowsAsync<BackupFailedException>(() => new PgBackRestBackups(copy, TimeProvider.System).RestoreAsync(into, null, default));
        Assert.False(Directory.Exists(into));
    }

    [Fact]
    public async Task A_moment_after_the_newest_is_refused_in_words()
    {
        var refused = await Assert.ThrowsAsync<BackupFailedException>(() =>
            backedUp.Backups.RestoreAsync(backedUp.NewPath(), backedUp.Between.AddDays(1), default));
        Assert.Contains("reaches until", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_moment_before_the_first_backup_is_refused_in_words()
    {
        var refused = await Assert.ThrowsAsync<BackupFailedException>(() =>
            backedUp.Backups.RestoreAsync(backedUp.NewPath(), backedUp.Between.AddDays(-1), default));
        Assert.Contains("earliest moment", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_into_a_folder_in_use_is_refused()
    {
        var folder = backedUp.Folder(Guid.NewGuid().ToString("N"));
        await File.WriteAllTextAsync(Path.Combine(folder, "mine"), "mine");
        var refused = await Assert.ThrowsAsync<BackupFailedException>(() => backedUp.Backups.RestoreAsync(folder, null, default));
        Assert.Contains("is not empty", refused.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(folder, "mine")));
    }
}
