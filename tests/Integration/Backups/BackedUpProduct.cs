using Microsoft.Extensions.DependencyInjection;
using Restpy.Backups;
using Restpy.TestSupport;

namespace Restpy.IntegrationTests.Backups;

/// <summary>An installation that keeps backups in a folder of its own.</summary>
internal sealed class BackedUpProduct : IAsyncDisposable
{
    private BackedUpProduct(TestProduct restpy, string store) => (Product, Store) = (restpy, store);

    public TestProduct Product { get; }

    public string Store { get; }

    public BackupSchedule Rounds => Product.Services.GetRequiredService<BackupSchedule>();

    public static async Task<BackedUpProduct> StartAsync(
        Dictionary<string, string>? more = null, Action<IServiceCollection>? configure = null)
    {
        var store = TestDatabases.NewFolder();
        var settings = new Dictionary<string, string>
        {
            ["Restpy:Backup:On"] = "true", ["Restpy:Backup:Folder"] = store, ["Restpy:SelfChecks"] = "off",
        };
        foreach (var (key, value) in more ?? []) settings[key] = value;
        return new(await TestProduct.StartAsync(DatabaseKind.Sqlite, configure, settings), store);
    }

    public string File(string pattern) =>
        Directory.GetFiles(Store, pattern, SearchOption.AllDirectories).Order().Last();

    public ValueTask DisposeAsync() => Product.DisposeAsync();
}
