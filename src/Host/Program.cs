using Restpy.Backups.Contract;
using Restpy.Backups.Contract.Questions;
using Restpy.Demo;
using Restpy.Host;
using Restpy.Host.Commands;
using Restpy.Platform;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Keys;
using Restpy.Platform.Live;
using Restpy.Platform.Pages;
using Restpy.Platform.Telemetry;
using Restpy.Platform.Wall;
using Restpy.Platform.Web;
using Restpy.Probe;

if (Tools.Run(args) is { } exitCode) return exitCode;

var probing = args.FirstOrDefault() == ProbeCommand.Word;
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args, ContentRootPath = AppContext.BaseDirectory,
});
builder.WebHost.UseStaticWebAssets();
var settings = builder.Configuration;
var database = DatabaseOptions.From(
    settings["data"] ?? "data", settings["database"], settings["standby"], settings["direct"]);
using var folder = DataFolder.Enter(database);
if (folder is null && !probing)
    return Tools.Refuse(
        $"Restpy is open on the data folder {database.DataDirectory} already, and SQLite has one writer. Close that "
            + $"one first, or name another folder with --data.");
var target = probing ? ProbeCommand.Prepare(settings, database, isAlone: folder is not null) : database;
// A copy that is attacked must never be among the backups of the installation.
if (target != database) settings["Restpy:Backup:On"] = "false";
var isDemo = !probing && settings.GetValue("demo", false);
if ((PostgresConnection.Refusal(database, isDemo) ?? ClientAddress.Refusal(settings)
    ?? TelemetrySettings.Refusal(settings) ?? LogFormat.Refusal(settings)) is { } refusal)
    return Tools.Refuse(refusal);

MasterKey master;
try
{
    master = await MasterKeyStart.OpenAsync(target, settings, CancellationToken.None);
}
catch (DatabaseRefusedException refused)
{
    return Tools.Refuse(refused.Message);
}

builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    // Nothing we take is larger than a menu import; photos will bring their own limit.
    kestrel.Limits.MaxRequestBodySize = 2 * 1024 * 1024;
});
builder.Logging.UseLogFormat(settings, isDemo);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddRestpyData(target);
builder.Services.AddGates();
builder.Services.AddTelemetry(settings);
builder.Services.AddRestpyWeb(master, ModuleList.All);
builder.Services.AddOpenApi(
    "openapi", options => options.AddDocumentTransformer<BearerScheme>().AddSchemaTransformer<EnumNameSchema>());
builder.Services.AddHostedService<CommandSocket>();
builder.Services.AddDemo(isDemo, settings.GetValue("demo-history", true), settings.GetValue("demo-evening", true),
    settings.GetValue("demo-trade", false));
builder.Services.AddMarkedCompression();

var app = builder.Build();
// Beside the mapping below: the two halves of a cold start need nothing of each other.
var prepared = Task.Run(async () =>
{
    await app.Services.PrepareAsync(CancellationToken.None);
    await app.Services.PrepareDemoAsync(isDemo, CancellationToken.None);
});

// The one way a request travels. Gates 1 and 2 stand before everything, errors included.
app.UseMiddleware<RequestLogScope>();
app.UseClientAddress();
app.UseMiddleware<SecurityHeaders>();
// Outside the exception handler: an exception becomes a status there, and every bare status gets its body here.
app.UseStatusCodePages();
app.UseExceptionHandler();
app.UseMiddleware<ReaderLanguage>();
app.UseRouting();
app.UseResponseCompression();
app.UseGates();

app.MapStaticAssets().WithMetadata(new OpenAttribute("assets"));
app.MapOpenApi("/api/{documentName}.json").WithMetadata(new OpenAttribute("public"), new ReadsAttribute());
app.MapHealth();
app.MapRazorPages().WithStaticAssets();
app.MapLive(ModuleList.All);
foreach (var module in app.Services.GetServices<IModule>()) module.Map(app);
// Reads every endpoint, which builds them: half of the start's work, done while the database is prepared.
app.Services.GetRequiredService<ScriptMap>().Read(app);

try
{
    await prepared;
    // What the settings of backups may not be is said now, in words.
    app.Services.GetRequiredService<BackupOperations>();
}
catch (Exception refused) when (refused is DatabaseRefusedException or BackupFailedException)
{
    return Tools.Refuse(refused.Message);
}
await app.StartAsync();
if (probing)
    return await ProbeCommand.RunAsync(app, database, target, ModuleList.All, app.Lifetime.ApplicationStopping);
await Banner.PrintAsync(app, database, isDemo);
await app.WaitForShutdownAsync();
return 0;

namespace Restpy.Host
{
    /// <summary>Named for the tests that start the product.</summary>
    public partial class Program;
}
