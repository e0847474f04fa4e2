using Npgsql;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.Platform.Web;

namespace Restpy.Host;

/// <summary>What only whoever has the machine may do: the product without its doors, for one act.</summary>
internal static class Rescue
{
    /// <param name="settings">Where the data lies.</param>
    /// <param name="act">Its exit code is the program's.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<int> RunAsync(IConfiguration settings, Func<IServiceProvider, Task<int>> act, CancellationToken ct)
    {
        var database = DatabaseOptions.From(settings["data"] ?? "data", settings["database"]);
        if (PostgresConnection.Refusal(database, settings.GetValue("demo", false)) is { } refusal) return Tools.Refuse(refusal);
        using var folder = DataFolder.Enter(database);
        if (folder is null) return Tools.Refuse("Restpy is open on this data folder, and SQLite has one writer. Close it, do this, and open it again.");
        try
        {
            await using var product = Product(database);
            await product.PrepareAsync(ct);
            await using var scope = product.CreateAsyncScope();
            return await act(scope.ServiceProvider);
        }
        catch (Exception refused) when (refused is DatabaseRefusedException or NpgsqlException)
        {
            return Tools.Refuse(refused.Message);
        }
    }

    private static ServiceProvider Product(DatabaseOptions database)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System).AddSingleton<IConfiguration>(new ConfigurationManager());
        services.AddLogging().AddRestpyData(database).AddRestpyWeb(database, ModuleList.All);
        return services.BuildServiceProvider();
    }
}
