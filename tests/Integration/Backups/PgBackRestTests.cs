using Restpy.Backups.Contract;
using Restpy.Backups.PgBackRest;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>What pgBackRest has stored is listed and restored.</summary>
[Collection(nameof(BackedUpPostgres))]
public sealed class PgBackRestTests(BackedUpPostgres backedUp)
{
    private readonly bool _isInstalled = BackedUpPostgres.Need();

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
        var restored = await new PgBackRestBackups(elsewhere, TimeProvider.System)
            .RestoreAsync(backedUp.NewPath(), backedUp.Between, default);
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
        await File.AppendAllTextAsync(Path.Combine(restored.Path, "postgresql.conf"),
            $"\ndata_directory = '{backedUp.Postgres.Data}'\n");
        Assert.Equal(restored.Path,
            await backedUp.QueryAsync<string>(restored.Path, "SELECT current_setting('data_directory')"));
    }

    [Fact]
    public async Task A_PostgreSQL_in_use_is_neither_started_nor_stopped_as_a_restored_one()
    {
        await Assert.ThrowsAsync<BackupFailedException>(() =>
            RestoredCluster.StartAsync(backedUp.Settings, backedUp.Postgres.Data, default));
        Assert.Equal(3L, await backedUp.Postgres.CountAsync("SELECT count(*) FROM guest_note"));
    }

    [Fact]
    public async Task A_restore_leaves_the_spool_of_the_PostgreSQL_in_use_alone()
    {
        var spool = Path.Combine(backedUp.Settings.SpoolPath, "archive", backedUp.Settings.Stanza);
        var mark = Path.Combine(Directory.CreateDirectory(spool).FullName, "mark");
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
        await Assert.ThrowsAsync<BackupFailedException>(() => new PgBackRestBackups(copy, TimeProvider.System)
            .RestoreAsync(into, backedUp.Between, default));
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
        var refused =
            await Assert.ThrowsAsync<BackupFailedException>(() => backedUp.Backups.RestoreAsync(folder, null, default));
        Assert.Contains("is not empty", refused.Message, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(folder, "mine")));
    }
}
