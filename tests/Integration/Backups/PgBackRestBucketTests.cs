using System.Text;
using Restpy.Backups.PgBackRest;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>A repository in a bucket, over TLS.</summary>
[Collection(nameof(BackedUpPostgres))]
public sealed class PgBackRestBucketTests(BackedUpPostgres backedUp)
{
    private readonly bool _isInstalled = BackedUpPostgres.Need();

    [Fact]
    public async Task A_backup_in_a_bucket_is_whole_is_restored_and_tells_no_name_of_a_guest()
    {
        await using var server = await S3Server.StartAsync();
        using var postgres = new OwnPostgres();
        var settings = await InBucketAsync(server, postgres);
        var init = new PgBackRestInit(settings);
        await init.RunAsync(new(false, null, "restpy"), default);
        postgres.Restart();
        Assert.True((await init.RunAsync(new(false, null, "restpy"), default)).IsReady);
        await postgres.RunAsync($"CREATE TABLE guest_note (n bigint, name text); {BackedUpPostgres.Insert(7)}");

        var backups = new PgBackRestBackups(settings, TimeProvider.System);
        await backups.NowAsync(default);
        Assert.Empty(await backups.VerifyAsync(default));
        var restored = await backups.RestoreAsync(backedUp.NewPath(), null, default);
        Assert.Equal("7", await backedUp.RowsAsync(restored.Path));
        var name = Encoding.UTF8.GetBytes(BackedUpPostgres.GuestName);
        Assert.DoesNotContain(server.Files, f => f.Value.AsSpan().IndexOf(name) >= 0);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_not_taken_for_a_wrong_passphrase()
    {
        const string message = "[CryptoError] unable to find hostname 's3.example' in certificate common name";
        var told = await new PgBackRestCommands(backedUp.Settings, new(backedUp.Settings))
            .TroubleAsync(new(PgBackRestInfo.Other, message, []), default);
        Assert.EndsWith(message, told, StringComparison.Ordinal);
    }

    private async Task<PgBackRestSettings> InBucketAsync(S3Server server, OwnPostgres postgres)
    {
        var trusted = backedUp.NewPath();
        await File.WriteAllTextAsync(trusted, server.Certificate.ExportCertificatePem());
        // pgBackRest looks for names in a certificate, not for addresses.
        var bucket = new PgBackRestBucket(
            S3Server.Bucket, "/a", "us-east-1", "localhost", server.Address.Port, "path", trusted)
        {
            AccessKey = S3Server.AccessKey, SecretKey = S3Server.SecretKey,
        };
        return backedUp.Settings with
        {
            PassphraseFile = backedUp.NewPath(),
            ConfigFile = backedUp.NewPath(),
            Bucket = bucket,
            SpoolPath = backedUp.NewPath(),
            LockPath = backedUp.NewPath(),
            PostgresData = postgres.Data,
            PostgresSocket = postgres.Socket,
            PostgresPort = postgres.Port,
        };
    }
}
