using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Host.Commands;
using Restpy.IntegrationTests.Floor;
using Restpy.IntegrationTests.Nodes;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Mail;
using Restpy.Platform.Web;
using Restpy.Staff.Factors;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>What the tests of the master key do again and again.</summary>
internal static class KeySteps
{
    internal static async Task RotateAsync(TestProduct restpy)
    {
        var before = IdOf(restpy);
        Assert.Equal(0, (await RunAsync(restpy, "key", "rotate")).Exit);
        if (restpy.Kind == DatabaseKind.Postgres)
            Assert.Equal(0, (await RunAsync(restpy, "key", "rotate", "--use")).Exit);
        await Soon.IsAsync(() => Task.FromResult(IdOf(restpy) != before), "the product uses the new key");
        // What is made before the next second counts as made with the former key.
        restpy.Clock.Advance(TimeSpan.FromSeconds(10));
    }

    /// <returns>How many stored values this key alone does not open.</returns>
    internal static Task<int> OlderAsync(TestProduct restpy, MasterKey alone) =>
        restpy.InAsync("spice-garden", null, async s =>
    {
        var db = s.GetRequiredService<RestpyDb>();
        var values = (await db.Set<ProtectionKey>().AsNoTracking().ToListAsync()).Select(k => (k.SealedXml, k.Name))
            .ToList();
        values.AddRange((await db.Set<QueuedEmail>().AsNoTracking().Where(l => l.SealedLetter != "").ToListAsync())
            .Select(l => (l.SealedLetter, Mails.Label(l.Id))));
        values.AddRange((await db.Set<Factor>().AsNoTracking().Where(f => f.Kind == FactorKind.App).ToListAsync())
            .Select(f => (f.Key, SecondFactorVerifier.KeyLabel(f.Id))));
        return values.Count(value => !Opens(alone, value));
    });

    internal static bool Opens(MasterKey key, (string Sealed, string Label) value)
    {
        try
        {
            key.Open(value.Sealed, value.Label);
            return true;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }

    internal static async Task<string> CodeUrlAsync(TestProduct restpy) =>
        "/t/" + await restpy.TokenAsync(
            "spice-garden", "bengaluru", (await restpy.TableAsync("spice-garden", "bengaluru", "7")).Id);

    internal static MasterKey NewKey() => MasterKey.At(Path.Combine(NewFolderWithKey(), MasterKey.FileName));

    internal static string NewFolderWithKey()
    {
        var folder = TestDatabases.NewFolder();
        MasterKey.Create(folder);
        return folder;
    }

    internal static void Copy(Dictionary<string, string> from, Dictionary<string, string> to) =>
        File.Copy(Path.Combine(from["data"], MasterKey.FileName), Path.Combine(to["data"], MasterKey.FileName),
            overwrite: true);

    internal static string IdOf(TestProduct restpy) => restpy.Services.GetRequiredService<MasterKey>().Id;

    internal static int KeysOf(TestProduct restpy) => restpy.Services.GetRequiredService<MasterKey>().Keys.All.Count;

    internal static async Task<HttpStatusCode> AskAsync(TestProduct restpy, string cookies) =>
        (await StatusOf.SendAsync(restpy, HttpMethod.Get, "/staff/choose", r => r.Headers.Add("Cookie", cookies)))
            .StatusCode;

    internal static Task<(int Exit, string Said)> RunAsync(TestProduct restpy, params string[] words)
    {
        var database = restpy.Services.GetRequiredService<DatabaseOptions>();
        string[] where = database.IsSqlite ? [] : ["--database", database.ConnectionString];
        return RunAsync([.. words, "--demo", "true", "--data", database.DataDirectory, .. where]);
    }

    internal static async Task<(int Exit, string Said)> RunAsync(string[] args)
    {
        using var said = new StringWriter();
        return (await OperatorCommands.RunAsync(args, said, default), said.ToString());
    }
}
