using Microsoft.Extensions.Configuration;
using Restpy.Host.Commands;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Wall;
using Restpy.Platform.Web;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>
/// With AWS KMS the data folder holds the master key encrypted alone. Against a server of our own, never the cloud.
/// </summary>
public sealed class KmsTests : IAsyncLifetime
{
    private readonly DatabaseOptions _database = DatabaseOptions.From(TestDatabases.NewFolder(), null);
    private KmsServer _kms = null!;
    private string _arn = "";

    public async ValueTask InitializeAsync() => _arn = (_kms = await KmsServer.StartAsync()).NewKey();

    public ValueTask DisposeAsync() => _kms.DisposeAsync();

    [Fact]
    public async Task A_new_installation_has_no_open_key_and_starts_again()
    {
        var settings = new Dictionary<string, string>(_kms.Settings(_arn)) { ["data"] = _database.DataDirectory };
        string cookies;
        await using (var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: settings))
        {
            using var client = await restpy.SignInAsync("owner@spice-garden.example");
            cookies = client.Cookies.GetCookieHeader(restpy.Address);
        }
        Assert.Equal(["master.key.kms"], Directory.GetFiles(
            _database.DataDirectory, "master*").Select(Path.GetFileName));
        await using var again = await TestProduct.StartAsync(DatabaseKind.Sqlite, settings: settings);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await StatusOf.SendAsync(
            again, HttpMethod.Get, "/staff/choose", r => r.Headers.Add("Cookie", cookies))).StatusCode);
        Assert.Equal(["GenerateDataKey 200", "Decrypt 200"], _kms.Answers);
        Assert.Equal("application=restpy&purpose=master-key", _kms.Context);
    }

    [Theory]
    [InlineData(false, "AccessDeniedException: User is not authorized to perform: kms:Decrypt")]
    [InlineData(true, "DisabledException")]
    public async Task A_lost_permission_refuses_the_start_in_words(bool isDisabled, string why)
    {
        await OpenAsync(_arn);
        if (isDisabled) _kms.Disable(_arn);
        else _kms.Revoke("Decrypt");
        Assert.Contains(why, await RefusalAsync(_arn));
        Assert.Contains("needs kms:Decrypt on that key", await RefusalAsync(_arn));
    }

    [Fact]
    public async Task Another_key_of_kms_does_not_open_it()
    {
        await OpenAsync(_arn);
        Assert.Contains("IncorrectKeyException", await RefusalAsync(_kms.NewKey()));
    }

    [Fact]
    public async Task A_changed_ciphertext_is_refused()
    {
        await OpenAsync(_arn);
        var path = Path.Combine(_database.DataDirectory, "master.key.kms");
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Contains("InvalidCiphertextException", await RefusalAsync(_arn));
    }

    [Fact]
    public async Task A_kms_that_cannot_be_reached_refuses_the_start_in_words()
    {
        await OpenAsync(_arn);
        await _kms.DisposeAsync();
        Assert.Contains("AWS KMS did not carry out kms:Decrypt", await RefusalAsync(_arn));
    }

    [Fact]
    public async Task Without_the_setting_the_ciphertext_is_named()
    {
        await OpenAsync(_arn);
        var refused = await Assert.ThrowsAsync<DatabaseRefusedException>(() => MasterKeyStart.OpenAsync(
            _database, new ConfigurationBuilder().Build(), default));
        Assert.Contains("Restpy__MasterKey__Kms__KeyId", refused.Message);
    }

    [Fact]
    public async Task To_kms_moves_an_open_key_over()
    {
        var before = MasterKey.Create(_database.DataDirectory);
        Assert.Contains("./restpy key to-kms", await RefusalAsync(_arn));
        Assert.Equal(0, await ToKmsAsync());
        Assert.Equal(["master.key.kms"], Directory.GetFiles(_database.DataDirectory).Select(Path.GetFileName));
        Assert.Equal(before.Id, (await OpenAsync(_arn)).Id);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(
                Path.Combine(_database.DataDirectory, "master.key.kms")));
    }

    [Fact]
    public async Task To_kms_keeps_the_open_key_when_it_cannot_be_read_back()
    {
        var before = MasterKey.Create(_database.DataDirectory);
        _kms.Revoke("Decrypt");
        Assert.Equal(1, await ToKmsAsync());
        Assert.Equal(["master.key"], Directory.GetFiles(_database.DataDirectory).Select(Path.GetFileName));
        Assert.Equal(before.Id, MasterKey.At(Path.Combine(_database.DataDirectory, "master.key")).Id);
    }

    [Fact]
    public async Task An_open_key_beside_the_ciphertext_is_refused()
    {
        await OpenAsync(_arn);
        MasterKey.Create(_database.DataDirectory);
        Assert.Contains("There are two master keys", await RefusalAsync(_arn));
    }

    private Task<MasterKey> OpenAsync(string arn) => MasterKeyStart.OpenAsync(_database, Configured(arn), default);

    private async Task<string> RefusalAsync(string arn) =>
        (await Assert.ThrowsAsync<DatabaseRefusedException>(() => OpenAsync(arn))).Message;

    [Fact]
    public async Task Backups_are_read_with_the_key_that_kms_opens()
    {
        await OpenAsync(_arn);
        Assert.Equal(0, await RunAsync("backup", "list"));
        _kms.Revoke("Decrypt");
        Assert.Equal(1, await RunAsync("backup", "list"));
    }

    private Task<int> ToKmsAsync() => RunAsync("key", "to-kms");

    private Task<int> RunAsync(params string[] words) =>
        OperatorCommands.RunAsync([.. words, "--data", _database.DataDirectory, .. Given()], TextWriter.Null, default);

    private IEnumerable<string> Given() => _kms.Settings(_arn).Select(s => $"--{s.Key}={s.Value}");

    private IConfiguration Configured(string arn) =>
        new ConfigurationBuilder().AddInMemoryCollection(_kms.Settings(arn)!).Build();
}
