// Reviewed raw SQL: connection settings, no table is touched.
#pragma warning disable RS0030
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Jobs;
using Restpy.Platform.Live;

namespace Restpy.Platform.Data;

public static class DataServices
{
    /// <summary>The pooled context, leased per scope of work with that scope's restaurant.</summary>
    public static IServiceCollection AddRestpyData(this IServiceCollection services, DatabaseOptions database)
    {
        services.AddSingleton(database).AddSingleton<WriteTurn>().AddSingleton<Sequencer>().AddSingleton<LiveHub>();
        services.AddSingleton<IModelPart, PlatformMap>().AddSingleton<ModelParts>();
        services.AddScoped<WorkScope>().AddScoped<Commands>();
        services.AddSingleton(new Retention("platform_command", "at", Retention.OfCommands));
        services.AddSingleton<Housekeeping>().AddHostedService(provider => provider.GetRequiredService<Housekeeping>());
        services.AddPooledDbContextFactory<RestpyDb>((provider, options) =>
        {
            options.UseApplicationServiceProvider(provider);
            options.AddInterceptors(new CardGuard());
            options.ConfigureWarnings(w => w.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning));
            if (database.IsSqlite) options.UseSqlite(database.ConnectionString).AddInterceptors(new SqliteSettings());
            else options.UseNpgsql(database.ConnectionString);
        });
        services.AddScoped(provider =>
        {
            var db = provider.GetRequiredService<IDbContextFactory<RestpyDb>>().CreateDbContext();
            db.Enter(provider.GetRequiredService<WorkScope>(), provider.GetRequiredService<TimeProvider>());
            return db;
        });
        return services;
    }

    /// <summary>FULL: a commit that was answered is on the disk, whatever is pulled out of the wall afterwards.</summary>
    private sealed class SqliteSettings : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Set(connection);
            return Task.CompletedTask;
        }

        private static void Set(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;";
            command.ExecuteNonQuery();
        }
    }
}
