using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Restpy.Backups.Checks;
using Restpy.Backups.Contract;
using Restpy.Backups.Contract.Questions;
using Restpy.Backups.Drill;
using Restpy.Backups.Files;
using Restpy.Backups.PgBackRest;
using Restpy.Backups.Runs;
using Restpy.Backups.Sqlite;
using Restpy.Backups.Stores;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Telemetry;
using Restpy.Platform.Web;

namespace Restpy.Backups;

/// <summary>Daily backups, changes in between, and the drill that restores them.</summary>
public sealed class BackupsModule : IModule
{
    public IReadOnlyList<Permission> Permissions => BackupsPermissions.All;

    public IReadOnlyList<NavItem> Navigation { get; } =
        [new("/platform/backups", "nav.backups", "download", BackupsPermissions.See, 83) { Group = NavGroup.Platform }];

    public IReadOnlyList<Claim> Claims { get; } =
        [new("H6", "data", "claim.H6", "claim.H6.how") { Check = BackupsCheck.RunAsync }];

    public void Add(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, BackupsMap>();
        services.AddSingleton(
            p => BackupSettings.From(p.GetRequiredService<IConfiguration>(), p.GetRequiredService<DatabaseOptions>()));
        services.AddSingleton(p => BackupOperations.KeyOf(p.GetRequiredService<MasterKey>()));
        services.AddSingleton<IBackupStore>(
            p => BackupStores.Open(p.GetRequiredService<BackupSettings>(), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton(p => new SqliteBackups(
            p.GetRequiredService<DatabaseOptions>(), p.GetRequiredService<IBackupStore>(),
            p.GetRequiredService<BackupKey>(),
            p.GetRequiredService<TimeProvider>(), p.GetRequiredService<BackupSettings>().Days));
        services.AddSingleton<IBackups>(
            p => p.GetRequiredService<DatabaseOptions>().IsSqlite ? p.GetRequiredService<SqliteBackups>()
            : new PgBackRestBackups(
            PgBackRestSettings.From(p.GetRequiredService<IConfiguration>()), p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IDrill>(p => p.GetRequiredService<DatabaseOptions>() is { IsSqlite: false } postgres
            ? new PostgresDrill(PgBackRestSettings.From(p.GetRequiredService<IConfiguration>()), postgres.DatabaseName,
                p.GetRequiredService<TimeProvider>())
            : new SqliteDrill(p.GetRequiredService<SqliteBackups>(), p.GetRequiredService<DatabaseOptions>(),
                p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<BackupWork>().AddSingleton<IKeyUse, BackupsKeyUse>();
        services.AddSingleton(p => new BackupVerification(
            p.GetRequiredService<IBackupStore>(), p.GetRequiredService<BackupKey>(),
            p.GetRequiredService<TimeProvider>(), p.GetRequiredService<BackupSettings>().Days));
        services.AddSingleton<IBeforeUpdate, SnapshotBeforeUpdate>();
        services.AddSingleton<BackupRuns>().AddSingleton<BackupAlarm>();
        services.AddSingleton(p => new BackupOperations(
            p.GetRequiredService<BackupWork>(), p.GetRequiredService<BackupSchedule>(),
            p.GetRequiredService<BackupSettings>()));
        services.AddSingleton<BackupSchedule>().AddHostedService(p => p.GetRequiredService<BackupSchedule>());
        services.AddSingleton(new MeasuredAge("restpy.backup.age", "Time since changes were last backed up, on SQLite.",
            p => p.GetRequiredService<BackupSchedule>().LastGood));
        services.AddHandlersOf<BackupsModule>();
    }

    public void Map(IEndpointRouteBuilder app)
    {
    }
}
