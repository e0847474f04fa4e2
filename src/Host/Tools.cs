using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Host;

/// <summary>What the program does besides serving: words on the command line that end by themselves.</summary>
internal static class Tools
{
    /// <returns>The exit code, or null when the product shall start.</returns>
    public static int? Run(string[] args) => args.FirstOrDefault() switch
    {
        "schema" => Schema(args.ElementAtOrDefault(1) == "sqlite"),
        _ => null,
    };

    /// <summary>Prints the tables of the model as SQL, to write the next pair of migrations from.</summary>
    private static int Schema(bool sqlite)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddRestpyData(sqlite ? DatabaseOptions.From("data", null) : DatabaseOptions.From("data", "Host=localhost"));
        foreach (var module in ModuleList.All) module.Add(services);
        using var provider = services.BuildServiceProvider();
        using var db = provider.GetRequiredService<IDbContextFactory<RestpyDb>>().CreateDbContext();
        Console.WriteLine(db.Database.GenerateCreateScript());
        return 0;
    }
}
