using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;
using Restpy.Trust.Contract;

namespace Restpy.Probe;

/// <summary>
/// ./restpy probe: starts the product once more beside its users, on this machine only, attacks it, prints what came of
/// it and keeps that for the security page. Ends with 1 when anything got through.
/// </summary>
public static class ProbeCommand
{
    public const string Word = "probe";

    /// <summary>
    /// No demo, no rounds of checks, no bucket that runs empty; on SQLite a copy where the product runs on the file
    /// itself.
    /// </summary>
    /// <returns>The database to attack.</returns>
    public static DatabaseOptions Prepare(ConfigurationManager settings, DatabaseOptions database, bool isAlone)
    {
        var quiet = new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0", ["demo"] = "false", ["Restpy:SelfChecks"] = "off",
            ["Logging:LogLevel:Default"] = "Error",
        };
        quiet["Restpy:Rates:all"] = "1000000/60000000";
        settings.AddInMemoryCollection(quiet);
        return isAlone ? database : DataFolder.Copy(database);
    }

    public static async Task<int> RunAsync(WebApplication app, DatabaseOptions installation, DatabaseOptions target,
        IReadOnlyList<IModule> modules, CancellationToken ct)
    {
        var isCopy = target != installation;
        Console.WriteLine(
            $"Attacking {(isCopy ? "a copy of " : "")}the installation on {installation.Name}, data in "
                + $"{Path.GetFullPath(installation.DataDirectory)}");
        try
        {
            var report = await new IsolationProbe(app.Services, new(app.Urls.First())) { Thorough = true }.RunAsync(ct);
            Print(report);
            await using var keeper = isCopy
                ? Keeper(installation, app.Services.GetRequiredService<MasterKey>(), modules) : null;
            await using var scope = (keeper ?? app.Services).CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ProbeRuns>()
                .RecordAsync(report.Outcome, ProgramBuild.Of(modules), ct);
            await app.StopAsync(CancellationToken.None);
            return report.Outcome.Failures.Count == 0 ? 0 : 1;
        }
        finally
        {
            if (isCopy) Directory.Delete(target.DataDirectory, recursive: true);
        }
    }

    /// <summary>The installation itself, to write one row into it: the product runs on it at this moment.</summary>
    private static ServiceProvider Keeper(
        DatabaseOptions installation, MasterKey master, IReadOnlyList<IModule> modules)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(master).AddSingleton(TimeProvider.System).AddRestpyData(installation);
        services.AddSingleton<IConfiguration>(new ConfigurationManager());
        foreach (var module in modules) module.Add(services);
        return services.BuildServiceProvider();
    }

    private static void Print(ProbeReport report)
    {
        var (outcome, invariant) = (report.Outcome, CultureInfo.InvariantCulture);
        void Line(string label, object value) =>
            Console.WriteLine(string.Create(invariant, $"  {label,-46}{value,10:n0}"));
        Console.WriteLine();
        Line("endpoints", outcome.Endpoints);
        Line("  where the id leads somewhere for its own people", report.Live);
        Line("models", outcome.Models);
        Line("attempts", outcome.Attempts);
        foreach (var (kind, times) in report.ByKind.OrderByDescending(k => k.Value)) Line("  " + kind, times);
        Line("seconds", (int)outcome.Took.TotalSeconds);
        Line("not attacked", outcome.NotAttacked.Count);
        Line("failures", outcome.Failures.Count);
        foreach (var what in outcome.NotAttacked) Console.WriteLine("not attacked: " + what);
        foreach (var what in outcome.Failures) Console.WriteLine("FAILED " + what);
        Console.WriteLine(outcome.Failures.Count == 0 ? "Nothing got through."
            : "Something got through, or was told apart from an invented id.");
    }
}
