// EF1001: the connection interface is EF's own; see ReusedConnection.
#pragma warning disable EF1001
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Platform.Consumers;
using Restpy.Platform.Data;
using Restpy.Platform.Events;
using Restpy.Platform.Gates;
using Restpy.Platform.Jobs;
using Restpy.Platform.Live;
using Restpy.Platform.Rows;
using Restpy.Platform.Wall;

namespace Restpy.Platform;

public static class DataServices
{
    /// <summary>The pooled context, leased per scope of work with that scope's restaurant.</summary>
    public static IServiceCollection AddRestpyData(this IServiceCollection services, DatabaseOptions database)
    {
        services.AddMetrics().AddSingleton<ProductMeters>().AddSingleton<ActivityLines>();
        services.AddSingleton(database).AddSingleton<DiskSpace>().AddSingleton<WriteQueue>()
            .AddSingleton<NumberAllocator>().AddSingleton<LiveHub>().AddSingleton<Sequencer>()
            .AddSingleton<IEventOrder>(provider => provider.GetRequiredService<Sequencer>());
        services.AddSingleton<IModelPart, PlatformMap>().AddSingleton<ModelParts>();
        services.AddScoped<WorkScope>().AddScoped<Commands>();
        services.AddTransient(p => p.Actor());
        services.AddSingleton(new Retention("platform_command", "at", Retention.OfCommands))
            .AddSingleton(new Retention("platform_bucket", "full_at", Retention.OfBuckets));
        services.AddSingleton(new Retention("platform_try", "last_at", ThrottleKey.Longer));
        services.AddSingleton<JobLeader>().AddHostedService(provider => provider.GetRequiredService<JobLeader>());
        services.AddSingleton<Housekeeping>().AddHostedService(provider => provider.GetRequiredService<Housekeeping>());
        services.AddConsumers();
        services.AddHostedService<Checkpoints>().AddHostedService<ActivityMonths>();
        services.AddPooledDbContextFactory<RestpyDb>(
            (provider, options) => Use(options, provider, database, database.ConnectionString));
        services.AddSingleton(provider => new Standby(database, standby =>
        {
            var options = new DbContextOptionsBuilder<RestpyDb>();
            Use(options, provider, database, standby);
            return options.Options;
        }, provider.GetRequiredService<ILogger<Standby>>()))
        .AddHostedService(provider => provider.GetRequiredService<Standby>());
        services.AddScoped(provider =>
        {
            var scope = provider.GetRequiredService<WorkScope>();
            var db = scope.ReadsStandby ? provider.GetRequiredService<Standby>().CreateDbContext()
                : provider.GetRequiredService<IDbContextFactory<RestpyDb>>().CreateDbContext();
            db.Enter(scope, provider.GetRequiredService<TimeProvider>());
            return db;
        });
        return services;
    }

    private static void Use(
        DbContextOptionsBuilder options, IServiceProvider provider, DatabaseOptions database, string connectionString)
    {
        options.UseApplicationServiceProvider(provider);
        options.AddInterceptors(new CardGuard());
        options.ConfigureWarnings(
            w => w.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning));
        if (database.IsSqlite)
            options.UseSqlite(connectionString).AddInterceptors(new SqliteSettings(), new SqliteReads())
                .ReplaceService<ISqliteRelationalConnection, ReusedConnection>()
                .ReplaceService<IModificationCommandBatchFactory, RowBatchFactory<SqliteBatch>>();
        else
            options.UseNpgsql(connectionString).AddInterceptors(new PostgresScope())
                .ReplaceService<IModificationCommandBatchFactory, RowBatchFactory<PostgresBatch>>();
    }
}
