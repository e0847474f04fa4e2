using Npgsql;
using Restpy.Backups.Contract;
using Restpy.Platform;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Wall;
using Restpy.Platform.Web;

namespace Restpy.Host.Commands;

/// <summary>
/// Commands for the person who has the machine. On SQLite a running product carries them out itself
/// (<see cref="CommandSocket"/>),
/// because the file has one writer; otherwise the product is opened for this one command.
/// </summary>
public static class OperatorCommands
{
    private static readonly Dictionary<string, OperatorCommand> All = new()
    {
        [AllowListCommand.Word] = new(AllowListCommand.Fault, AllowListCommand.RunAsync),
        [FactorsCommand.Word] = new(FactorsCommand.Fault, FactorsCommand.RunAsync),
        [SuperAdminCommand.Word] = new(SuperAdminCommand.Fault, SuperAdminCommand.RunAsync),
        [KeyCommand.Word] = new(KeyCommand.Fault, KeyCommand.RunAsync),
        [BackupCommand.Word] = new(BackupCommand.Fault, BackupCommand.RunAsync),
        [OpenRestaurantCommand.Word] = new(OpenRestaurantCommand.Fault, OpenRestaurantCommand.RunAsync),
    };

    public static bool Knows(string? word) => word is not null && All.ContainsKey(word);

    /// <summary>Runs a command: inside the product that holds the data folder, or in one opened for it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken ct)
    {
        var settings = Settings(args);
        var database = DatabaseOptions.From(settings["data"] ?? "data", settings["database"]);
        if ((All[args[0]].Fault(Words(args), settings)
            ?? PostgresConnection.Refusal(database, settings.GetValue("demo", false))) is { } refusal)
        {
            output.WriteLine(refusal);
            return 1;
        }
        if (args[0] == BackupCommand.Word && !BackupCommand.NeedsProduct(Words(args)))
            return await StoredAsync(database, args, settings, output, ct);
        if (args[0] == KeyCommand.Word && KeyCommand.IsOfFiles(Words(args)))
            return await KeyCommand.RunAsync(
                record => RunAsync([.. record, .. args.SkipWhile(a => !a.StartsWith("--", StringComparison.Ordinal))],
                    output, ct), database, Words(args), settings, output, ct);
        using var folder = DataFolder.Enter(database);
        if (folder is null) return await CommandSocket.SendAsync(database, args, output, ct);
        try
        {
            await using var product =
                Product(database, await MasterKeyStart.OpenAsync(database, settings, ct), settings);
            await product.PrepareAsync(ct);
            var here = product.GetRequiredService<PublicAddress>().Configured
                ?? new Uri((settings["urls"] ?? "http://127.0.0.1:8080").Split(';')[0] + "/");
            return await RunAsync(product, args, here, output, ct);
        }
        catch (Exception refused) when (refused is DatabaseRefusedException or NpgsqlException)
        {
            output.WriteLine(refused.Message);
            return 1;
        }
    }

    private static async Task<int> StoredAsync(
        DatabaseOptions database, string[] args, IConfiguration settings, TextWriter output, CancellationToken ct)
    {
        try
        {
            return await BackupCommand.RunAsync(database, Words(args), settings, output, ct);
        }
        catch (Exception refused) when (refused is DatabaseRefusedException or BackupFailedException)
        {
            output.WriteLine(refused.Message);
            return 1;
        }
    }

    /// <summary>Runs a command in a product that is open.</summary>
    internal static async Task<int> RunAsync(
        IServiceProvider product, string[] args, Uri here, TextWriter output, CancellationToken ct)
    {
        await using var scope = product.CreateAsyncScope();
        var (words, settings) = (Words(args), Settings(args));
        var call = new CommandCall(scope.ServiceProvider, words, settings, here, output);
        return All[words[0]].Fault(words, settings) is { } fault ? call.Refuse(fault)
            : await All[words[0]].RunAsync(call, ct);
    }

    private static string[] Words(string[] args) =>
        [.. args.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal))];

    /// <summary>An option without a value is on: --installation.</summary>
    private static IConfiguration Settings(string[] args)
    {
        var options = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal)) continue;
            if (args[i].Contains('=')) options.Add(args[i]);
            else if (i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
                options.AddRange([args[i], args[++i]]);
            else options.Add(args[i] + "=true");
        }
        return new ConfigurationBuilder().SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables().AddCommandLine([.. options]).Build();
    }

    private static ServiceProvider Product(DatabaseOptions database, MasterKey master, IConfiguration settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System).AddSingleton(settings);
        services.AddLogging().AddRestpyData(database).AddRestpyWeb(master, ModuleList.All);
        return services.BuildServiceProvider();
    }
}
