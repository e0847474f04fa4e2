using System.Net.Security;
using Amazon.Runtime;
using Restpy.Backups.Contract;
using Restpy.Backups.Files;
using Restpy.Backups.Sqlite;
using Restpy.Backups.Stores;
using Restpy.Platform.Data;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Backups;

/// <summary>Backups in a bucket: a server that speaks S3, through TLS, with Object Lock.</summary>
public sealed class BucketTests
{
    [Fact]
    public async Task A_database_is_restored_from_a_bucket()
    {
        await using var server = await S3Server.StartAsync();
        using var shop = new Shop();
        using var store = Store(server, shop.Clock);
        using var backups = Backups(shop, store);
        foreach (var text in new[] { "first", "second", "third", "fourth", "fifth" })
        {
            shop.Write(text);
            await backups.ShipAsync(default);
        }
        var restored = await backups.RestoreAsync(Path.Combine(TestDatabases.NewFolder(), "restored"), null, default);
        Assert.Equal(["first", "second", "third", "fourth", "fifth"], Shop.Rows(restored.Path));
        Assert.Empty(await backups.VerifyAsync(default));
    }

    [Fact]
    public async Task A_large_snapshot_travels_in_parts_and_arrives_whole()
    {
        await using var server = await S3Server.StartAsync();
        using var shop = new Shop();
        using var store = Store(server, shop.Clock);
        using var backups = Backups(shop, store);
        shop.Run(
            "INSERT INTO t (text) SELECT hex(randomblob(1000000)) FROM (VALUES "
                + "(1),(2),(3),(4),(5),(6),(7),(8),(9),(10),(11),(12),(13),(14),(15),(16),(17),(18),(19),(20),(21),(22),(23),(24),(25),(26),(27),(28))");
        var set = await backups.NowAsync(default);
        Assert.InRange(set.Bytes, 20_000_000, 60_000_000);
        Assert.Empty(await backups.VerifyAsync(default));
    }

    [Fact]
    public async Task A_flipped_bit_in_a_bucket_is_found()
    {
        await using var server = await S3Server.StartAsync();
        using var shop = new Shop();
        using var store = Store(server, shop.Clock);
        using var backups = Backups(shop, store);
        shop.Write("first");
        await backups.NowAsync(default);
        server.Change(server.Files.Keys.Single(),
            bytes => [.. bytes.Select((b, i) => i == bytes.Length / 2 ? (byte)(b ^ 1) : b)]);
        Assert.Contains("corrupted", Assert.Single(await backups.VerifyAsync(default)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_file_cannot_be_deleted_before_its_days_are_over()
    {
        await using var server = await S3Server.StartAsync();
        using var shop = new Shop();
        server.Time = shop.Clock;
        using var store = Store(server, shop.Clock);
        using var backups = Backups(shop, store);
        shop.Write("first");
        await backups.NowAsync(default);
        var name = (await store.ListAsync(default)).Single().Name;
        await Assert.ThrowsAsync<BackupFailedException>(() => store.DeleteAsync(name, default));
        shop.Clock.Advance(TimeSpan.FromDays(35.1));
        await store.DeleteAsync(name, default);
        Assert.Empty(server.Files);
    }

    [Fact]
    public async Task A_withdrawn_key_is_named()
    {
        await using var server = await S3Server.StartAsync();
        using var shop = new Shop();
        using var store = Store(server, shop.Clock);
        using var backups = Backups(shop, store);
        shop.Write("first");
        await backups.NowAsync(default);
        server.IsRevoked = true;
        shop.Write("second");
        var failed = await Assert.ThrowsAsync<BackupFailedException>(() => backups.ShipAsync(default));
        Assert.Contains("Access Key", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_bucket_is_named_and_when_it_is_back_nothing_is_missing()
    {
        await using var server = await S3Server.StartAsync();
        using var shop = new Shop();
        using var store = Store(server, shop.Clock);
        using var backups = Backups(shop, store);
        shop.Write("first");
        await backups.NowAsync(default);
        server.IsLost = true;
        shop.Write("second");
        var failed = await Assert.ThrowsAsync<BackupFailedException>(() => backups.ShipAsync(default));
        Assert.Contains("bucket does not exist", failed.Message, StringComparison.Ordinal);
        server.IsLost = false;
        shop.Write("third");
        await backups.ShipAsync(default);
        var restored = await backups.RestoreAsync(Path.Combine(TestDatabases.NewFolder(), "restored"), null, default);
        Assert.Equal(["first", "second", "third"], Shop.Rows(restored.Path));
    }

    [Fact]
    public async Task A_server_whose_certificate_is_not_trusted_gets_nothing()
    {
        await using var server = await S3Server.StartAsync();
        using var shop = new Shop();
        using var store = new BucketStore(
            Settings(server, S3Server.SecretKey), TestDatabases.NewFolder(), 35, shop.Clock);
        using var backups = Backups(shop, store);
        shop.Write("first");
        await Assert.ThrowsAsync<BackupFailedException>(() => backups.NowAsync(default));
        Assert.Empty(server.Files);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused()
    {
        await using var server = await S3Server.StartAsync();
        using var shop = new Shop();
        using var store = new BucketStore(
            Settings(server, "another secret"), TestDatabases.NewFolder(), 35, shop.Clock, new Trusting(server));
        using var backups = Backups(shop, store);
        shop.Write("first");
        await Assert.ThrowsAsync<BackupFailedException>(() => backups.NowAsync(default));
    }

    private static BucketStore Store(S3Server server, TimeProvider time) =>
        new(Settings(server, S3Server.SecretKey), TestDatabases.NewFolder(), 35, time, new Trusting(server));

    private static BucketSettings Settings(S3Server server, string secret) =>
        new(S3Server.Bucket, "restaurant/", server.Address, "us-east-1", S3Server.AccessKey, secret, Lock: true);

    private static SqliteBackups Backups(Shop shop, IBackupStore store) =>
        new(DatabaseOptions.From(shop.Folder, null), store, new BackupKey(new byte[32]), shop.Clock, 35);

    /// <summary>Trusts the certificate of one server and no other.</summary>
    private sealed class Trusting(S3Server server) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, shown, _, _) =>
                shown?.GetCertHashString() == server.Certificate.GetCertHashString(),
            },
        });
    }
}
