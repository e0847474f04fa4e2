using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Restpy.Demo;
using Restpy.Platform;
using Restpy.Platform.Data;
using Restpy.Platform.Jobs;
using Restpy.Platform.Wall;
using Restpy.Platform.Web;

namespace Restpy.Growth;

/// <summary>
/// ./restpy seed: a large installation to measure and to try things on. One restaurant trades through the product's own
/// handlers; its rows, read back from the tables as they are today, are then written again for every other restaurant.
/// </summary>
public static class SeedCommand
{
    public const string Word = "seed";
    private const int MostRestaurants = 99_999;

    /// <summary>Fixed width: a copy's address is put in the place of the model's without moving a byte.</summary>
    public static string Slug(int restaurant) =>
        string.Create(CultureInfo.InvariantCulture, $"restaurant-{restaurant:00000}");

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IConfiguration settings, IReadOnlyList<IModule> modules, TextWriter says, CancellationToken ct)
    {
        var database = DatabaseOptions.From("data", settings["database"]);
        var size = new SeedSize(
            settings.GetValue("restaurants", 10), settings.GetValue("days", 30), settings.GetValue("orders", 16));
        if (database.IsSqlite)
            return Refuse(
                "Name a PostgreSQL database: ./restpy seed --database \"Host=…;Username=restpy_owner;…\". The SQLite "
                    + "file is one restaurant's; there is nothing to make large.");
        if (PostgresConnection.Refusal(database, settings.GetValue("demo", false)) is { } refusal)
            return Refuse(refusal);
        if (size.Restaurants is < 1 or > MostRestaurants || size.Days is < 1 or > 1000 || size.Orders is < 2 or > 500)
            return Refuse($"Between 1 and {MostRestaurants} restaurants, 1 and 1000 days, 2 and 500 orders a day.");
        try
        {
            await SeedAsync(database, size, modules, says, ct);
            return 0;
        }
        catch (Exception refused) when (refused is DatabaseRefusedException or NpgsqlException)
        {
            return Refuse(refused.Message);
        }
    }

    /// <exception cref="DatabaseRefusedException">The role is another, scripts are missing, or somebody's trade is in
    /// the database already.</exception>
    public static async Task SeedAsync(
        DatabaseOptions database, SeedSize size, IReadOnlyList<IModule> modules, TextWriter says, CancellationToken ct)
    {
        var (watch, invariant) = (Stopwatch.StartNew(), CultureInfo.InvariantCulture);
        var quick = new DatabaseOptions(false, Quick(database.ConnectionString), database.DataDirectory);
        await using var product = Product(quick, modules);
        await Installation.MustBeEmptyAsync(quick, LargeRestaurant.DemoSlugs, ct);
        await Installation.MakeMonthsAsync(
            quick, product.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(-size.Days - 1), ct);
        var model = await product.GetRequiredService<LargeRestaurant>().OpenAsync(Slug(1), size.Days, size.Orders, ct);
        Say($"{Slug(1)} has {size.Days} days behind it");
        var retentions = product.GetServices<Retention>().Append(new("platform_outbox", "at", Retention.OfEvents))
            .ToList();
        await Installation.ForgetAsync(
            quick, model, retentions, product.GetRequiredService<TimeProvider>().GetUtcNow(), ct);
        var first = await Installation.GivePlacesAsync(quick, model, size.Restaurants, ct);
        var tables = await ModelRows.ReadAsync(quick, model, Instants(product), Slug(1), ct);
        await Copies.WriteAsync(
            quick, tables, model, size.Restaurants, first, (done, of) => Say($"{done} of {of} restaurants"), ct);
        await Installation.AnalyzeAsync(quick, tables.Select(t => t.Name), ct);
        Say("statistics taken");
        foreach (var table in tables.Where(t => t.Rows > 0))
            says.WriteLine(
                string.Create(invariant, $"  {table.Name,-28}{(long)table.Rows * size.Restaurants,14:n0} rows"));
        says.WriteLine(string.Create(invariant,
            $"  {"all",-28}{tables.Sum(t => (long)t.Rows) * size.Restaurants,14:n0} rows in "
                + $"{watch.Elapsed.TotalSeconds:n0} s"));
        says.WriteLine(
            $"Sign in as {LargeRestaurant.OwnerAt(Slug(1))} (to {Slug(size.Restaurants)}) with the password "
                + $"{LargeRestaurant.Password}; in demo mode only.");

        void Say(string what) =>
            says.WriteLine(string.Create(invariant, $"{watch.Elapsed.TotalSeconds,6:n0} s  {what}"));
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }

    /// <summary>The handlers without the server: nothing listens, no job runs.</summary>
    private static ServiceProvider Product(DatabaseOptions database, IReadOnlyList<IModule> modules)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddRestpyData(database).AddDemo(on: true, history: false, evening: false)
            .AddSingleton<LargeRestaurant>();
        services.AddSingleton<IConfiguration>(new ConfigurationManager());
        foreach (var module in modules) module.Add(services);
        return services.BuildServiceProvider();
    }

    /// <summary>The columns of the model that hold instants, as "table.column".</summary>
    private static HashSet<string> Instants(IServiceProvider product)
    {
        using var db = product.GetRequiredService<IDbContextFactory<RestpyDb>>().CreateDbContext();
        return [.. db.Model.GetEntityTypes()
            .SelectMany(t => t.GetProperties()
                .Where(p => (Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType) == typeof(DateTimeOffset))
                .Select(p => $"{t.GetTableName()}.{p.GetColumnName()}"))];
    }

    /// <summary>Nobody is told that a row is stored before all are: a commit need not wait for the disk.</summary>
    private static string Quick(string connection)
    {
        var said = new NpgsqlConnectionStringBuilder(connection) { CommandTimeout = 0 };
        said.Options = $"{said.Options} -c synchronous_commit=off".Trim();
        return said.ToString();
    }
}

/// <param name="Orders">On a day, of all branches of one restaurant.</param>
public sealed record SeedSize(int Restaurants, int Days, int Orders);
