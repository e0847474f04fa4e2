using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Restpy.IntegrationTests.Nodes;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;
using Restpy.TestSupport;
using Xunit;
using static Restpy.IntegrationTests.Core.KeySteps;

namespace Restpy.IntegrationTests.Core;

/// <summary>./restpy key retire, and keys of older recovery sheets.</summary>
public sealed class KeyRetirementTests
{
    private readonly string _folder = TestDatabases.NewFolder();

    [Theory, OnBothDatabases]
    public async Task A_key_that_table_codes_need_is_not_retired_unasked(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var code = await CodeUrlAsync(restpy);
        await RotateAsync(restpy);
        var (exit, said) = await RunAsync(restpy, "key", "retire", "--to", Path.Combine(_folder, "old.key"));
        Assert.Equal(1, exit);
        Assert.Contains("printed table codes", said);
        Assert.False(File.Exists(Path.Combine(_folder, "old.key")));
        using var phone = restpy.Visitor();
        Assert.True((int)(await phone.GetAsync(code)).StatusCode < 400);
    }

    [Fact]
    public async Task A_key_the_running_product_still_uses_is_not_retired()
    {
        await using var restpy = await TestProduct.StartAsync(DatabaseKind.Sqlite);
        var (exit, said) = await RunAsync(restpy, "key", "retiring", IdOf(restpy), "--by", "test", "--anyway");
        Assert.Equal(1, exit);
        Assert.Contains("does not use the new key yet", said);
    }

    [Theory, OnBothDatabases]
    public async Task Without_the_retired_key_old_codes_end_and_new_ones_work(DatabaseKind kind)
    {
        await using var restpy = await TestProduct.StartAsync(kind);
        var code = await CodeUrlAsync(restpy);
        var former = restpy.Services.GetRequiredService<MasterKey>().Id;
        await RotateAsync(restpy);
        var file = Path.Combine(_folder, "old.key");
        Assert.Equal(0, (await RunAsync(restpy, "key", "retire", "--to", file, "--anyway")).Exit);
        Assert.Equal(former, MasterKey.At(file).Id);
        using var phone = restpy.Visitor();
        await Soon.IsAsync(async () => (await phone.GetAsync(code)).StatusCode == HttpStatusCode.NotFound,
            "the old code ends");
        Assert.True((int)(await phone.GetAsync(await CodeUrlAsync(restpy))).StatusCode < 400);
    }

    [Fact]
    public async Task An_older_sheet_puts_its_key_behind_the_current_one()
    {
        var database = DatabaseOptions.From(NewFolderWithKey(), null);
        var passphrase = Path.Combine(_folder, "passphrase");
        File.WriteAllText(passphrase, "seven quiet windows at noon in Pune\n");
        string[] data = ["--passphrase-file", passphrase, "--data", database.DataDirectory];
        Assert.Equal(0, (await RunAsync(["key", "sheet", "--to", Path.Combine(_folder, "sheet.txt"), .. data])).Exit);
        var first = MasterKey.At(Path.Combine(database.DataDirectory, MasterKey.FileName)).Id;
        Assert.Equal(0, (await RunAsync(["key", "rotate", .. data])).Exit);
        var into = NewFolderWithKey();
        string[] restore = [
            "key", "restore", "--sheet", Path.Combine(_folder, "sheet.txt"), "--into", into, "--passphrase-file",
            passphrase, "--older"];
        Assert.Equal(0, (await RunAsync(restore)).Exit);
        var keys = MasterKey.At(Path.Combine(into, MasterKey.FileName)).Keys;
        Assert.Equal(first, keys.Oldest!.Id);
        Assert.NotEqual(first, keys.Current.Id);
    }
}
