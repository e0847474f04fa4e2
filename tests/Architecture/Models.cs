using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Host;
using Restpy.Platform;
using Restpy.Platform.Data;
using Restpy.TestSupport;

namespace Restpy.ArchitectureTests;

/// <summary>The model of the whole product, and the SQL that would create it, without a database.</summary>
internal static class Models
{
    public static IModel Of(DatabaseKind kind) => With(kind, db => db.GetService<IDesignTimeModel>().Model);

    public static string CreateScript(DatabaseKind kind) => With(kind, db => db.Database.GenerateCreateScript());

    public static string ModuleOf(IReadOnlyEntityType type) =>
        type.ClrType.Assembly.GetName().Name!["Restpy.".Length..];

    private static T With<T>(DatabaseKind kind, Func<RestpyDb, T> read)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddRestpyData(DatabaseOptions.From("data", kind == DatabaseKind.Sqlite ? null : "Host=nowhere"));
        foreach (var module in ModuleList.All) module.Add(services);
        using var provider = services.BuildServiceProvider();
        using var db = provider.GetRequiredService<IDbContextFactory<RestpyDb>>().CreateDbContext();
        return read(db);
    }
}
