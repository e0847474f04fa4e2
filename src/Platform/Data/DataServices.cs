// EF1001: the connection interface is EF's own; see KeptConnection.
#pragma warning disable EF1001
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Sqlite.Storage.Internal;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Jobs;
using Restpy.Platform.Live;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Data;

public static class DataServices
{
    /// <summary>The pooled context, leased per scope of work with that scope's restaurant.</summary>
    public static IServiceCollection AddRestpyData(this IServiceCollection services, DatabaseOptions database)
    {
        services.AddSingleton(database).AddSingleton<WriteTurn>().AddSingleton<NumberDraw>().AddSingleton<Sequencer>().AddSingleton<LiveHub>();
        services.AddSingleton<IModelPart, PlatformMap>().AddSingleton<ModelParts>();
        services.AddScoped<WorkScope>().AddScoped<Commands>();
        services.AddSingleton(new Retention("platform_command", "at", Retention.OfCommands));
        services.AddSingleton<Housekeeping>().AddHostedService(provider => provider.GetRequiredService<Housekeeping>());
        services.AddHostedService<Checkpoints>().AddHostedService<ActivityMonths>();
        services.AddPooledDbContextFactory<RestpyDb>((provider, options) =>
        {
            options.UseApplicationServiceProvider(provider);
            options.AddInterceptors(new CardGuard());
            options.ConfigureWarnings(w => w.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning));
            if (database.IsSqlite)
                options.UseSqlite(database.ConnectionString).AddInterceptors(new SqliteSettings())
                    .ReplaceService<ISqliteRelationalConnection, KeptConnection>().ReplaceService<IModificationCommandBatchFactory, SqliteBatchFactory>();
            else options.UseNpgsql(database.ConnectionString).AddInterceptors(new PostgresScope());
        });
        services.AddScoped(provider =>
        {
            var db = provider.GetRequiredService<IDbContextFactory<RestpyDb>>().CreateDbContext();
            db.Enter(provider.GetRequiredService<WorkScope>(), provider.GetRequiredService<TimeProvider>());
            return db;
        });
        return services;
    }
}
