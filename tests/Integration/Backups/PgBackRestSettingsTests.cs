using Microsoft.Extensions.Configuration;
using Restpy.Backups.Contract;
using Restpy.Backups.PgBackRest;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>Settings of backups on PostgreSQL, and the configuration file made from them.</summary>
public sealed class PgBackRestSettingsTests
{
    [Theory]
    [InlineData("Days", "34", "cannot be less than 35")]
    [InlineData("Days", "many", "not a whole number")]
    [InlineData("PostgresPort", "0", "between 1 and 65535")]
    [InlineData("Stanza", "a b", "letters, digits")]
    [InlineData("ConfigFile", "/etc/it's.conf", "not a full path")]
    [InlineData("Folder", "/backups\nrepo1-cipher-type=none", "not a full path")]
    [InlineData("PassphraseFile", "/var/lib/pgbackrest/passphrase", "inside the repository")]
    public void A_setting_that_cannot_be_used_is_refused_in_words(string name, string value, string words)
    {
        var refused = Assert.Throws<BackupFailedException>(() => From((name, value)));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_settings_35_days_are_kept() => Assert.Equal(35, From().RetentionDays);

    [Fact]
    public void More_days_may_be_kept() =>
        Assert.Contains("repo1-retention-full=90\n", Text(From(("Days", "90"))), StringComparison.Ordinal);

    [Fact]
    public void WAL_is_kept_as_long_as_the_backups() =>
        Assert.DoesNotContain("repo1-retention-archive", Text(From()), StringComparison.Ordinal);

    [Fact]
    public void The_repository_is_always_encrypted() =>
        Assert.Contains("repo1-cipher-type=aes-256-cbc\n", Text(From()), StringComparison.Ordinal);

    [Fact]
    public void A_bucket_is_written_with_its_address_and_keys()
    {
        const string options = """
            repo1-type=s3
            repo1-path=/a/pgbackrest
            repo1-s3-bucket=restpy
            repo1-s3-region=ap-south-1
            repo1-s3-endpoint=s3.example
            repo1-s3-uri-style=path
            repo1-storage-port=9000
            repo1-s3-key=KEY
            repo1-s3-key-secret=SECRET

            """;
        Assert.Contains(options, Text(From(Bucket)), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_keys_the_role_of_the_machine_opens_the_bucket() =>
        Assert.Contains("repo1-s3-key-type=auto\n", Text(From(("Bucket:Name", "restpy"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Lock", "true", "default retention")]
    [InlineData("UriStyle", "other", "host or path")]
    [InlineData("SecretKey", "a\nrepo1-cipher-type=none", "line break")]
    public void A_bucket_that_cannot_be_used_is_refused_in_words(string name, string value, string words)
    {
        var settings = Bucket.Where(s => s.Item1 != $"Bucket:{name}").Append(($"Bucket:{name}", value)).ToArray();
        var refused = Assert.Throws<BackupFailedException>(() => From(settings));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_keys_of_a_bucket_are_not_printed()
    {
        var printed = From(Bucket).ToString();
        Assert.DoesNotContain("SECRET", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("KEY", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_passphrase_others_can_read_is_refused()
    {
        var file = Path.Combine(TestDatabases.NewFolder(), "passphrase");
        Passphrase.WriteIfAbsent(file, null);
        UnixFiles.SetMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Assert.Throws<BackupFailedException>(() => Passphrase.Read(file)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_passphrase_has_48_random_bytes()
    {
        var folder = TestDatabases.NewFolder();
        Passphrase.WriteIfAbsent(Path.Combine(folder, "a"), null);
        Passphrase.WriteIfAbsent(Path.Combine(folder, "b"), null);
        Assert.Equal(48, Convert.FromBase64String(Passphrase.Read(Path.Combine(folder, "a"))).Length);
        Assert.NotEqual(Passphrase.Read(Path.Combine(folder, "a")), Passphrase.Read(Path.Combine(folder, "b")));
    }

    private static readonly (string, string)[] Bucket =
    [
        ("Bucket:Name", "restpy"), ("Bucket:Prefix", "a"), ("Bucket:Region", "ap-south-1"),
        ("Bucket:Endpoint", "https://s3.example:9000"), ("Bucket:AccessKey", "KEY"), ("Bucket:SecretKey", "SECRET"),
    ];

    private static PgBackRestSettings From(params (string Name, string Value)[] settings) => PgBackRestSettings.From(
        new ConfigurationBuilder().AddInMemoryCollection(
            settings.ToDictionary(s => $"Restpy:Backup:{s.Name}", s => (string?)s.Value)).Build());

    private static string Text(PgBackRestSettings settings) =>
        PgBackRestConfigFile.Text(settings, "/var/lib/postgresql/15/main", new('p', 64));
}
