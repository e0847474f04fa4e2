using Microsoft.EntityFrameworkCore;
using Restpy.Backups.Contract;
using Restpy.Backups.Contract.Questions;
using Restpy.Growth;
using Restpy.Host.Commands;
using Restpy.Platform;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;
using Restpy.Platform.Web;

namespace Restpy.Host.Commands;

/// <summary>What the program does besides serving: words on the command line that end by themselves.</summary>
internal static class Tools
{
    /// <returns>The exit code, or null when the product shall start.</returns>
    public static int? Run(string[] args) => args.FirstOrDefault() switch
    {
        "schema" => Schema(args.ElementAtOrDefault(1) == "sqlite"),
        "migrate" => Migrate(Settings(args)).GetAwaiter().GetResult(),
        SeedCommand.Word => SeedCommand.RunAsync(Settings(args), ModuleList.All, Console.Out, CancellationToken.None)
            .GetAwaiter().GetResult(),
        { } word when OperatorCommands.Knows(word) =>
            OperatorCommands.RunAsync(args, Console.Out, CancellationToken.None).GetAwaiter().GetResult(),
        _ => null,
    };

    private static IConfiguration Settings(string[] args) =>
        new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args[1..]).Build();

    /// <summary>Says why there is no start; a person reads it, so without the names of our classes.</summary>
    public static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }

    /// <summary>Brings the tables of a PostgreSQL database up to this version, as their owner.</summary>
    private static async Task<int> Migrate(IConfiguration settings)
    {
        var database = DatabaseOptions.From("data", settings["database"]);
        if (database.IsSqlite)
            return Refuse(
                "Name the PostgreSQL database: ./restpy migrate --database \"Host=…;Username=restpy_owner;…\". The "
                    + "SQLite file is brought up to date by ./restpy up.");
        if (PostgresConnection.Refusal(database, settings.GetValue("demo", false)) is { } refusal)
            return Refuse(refusal);
        try
        {
            if (await BeforeUpdateAsync(database, settings) is { } unsaved) return Refuse(unsaved);
            var applied = await Migrations.ApplyAsync(database, CancellationToken.None);
            Console.WriteLine(applied == 0 ? "The database is up to date."
                : $"Scripts applied: {applied}. The database is up to date.");
            return 0;
        }
        catch (Exception refused) when (refused is DatabaseRefusedException or Npgsql.NpgsqlException)
        {
            return Refuse(refused.Message);
        }
    }

    /// <summary>
    /// A full backup before the tables of an earlier version are changed, by pgBackRest on the database host.
    /// </summary>
    /// <returns>Why the update was not begun; null where it may.</returns>
    private static async Task<string?> BeforeUpdateAsync(DatabaseOptions database, IConfiguration settings)
    {
        if (!await Migrations.IsOlderServerAsync(database, CancellationToken.None)
            || settings.GetValue("without-backup", false)) return null;
        if (!BackupOperations.IsSetUp(settings))
            return "The update was not begun: no backup can be taken before it, because pgBackRest is not set up "
                + "here (./restpy backup init). Run migrate on the database host, or add --without-backup true when "
                + "you have a backup.";
        try
        {
            var set = await BackupOperations.Stored(settings, database).NowAsync(CancellationToken.None);
            Console.WriteLine($"Before the update the backup {set.Name} was taken.");
            return null;
        }
        catch (BackupFailedException failed)
        {
            return $"The update was not begun, because no backup could be taken before it: {failed.Message}";
        }
    }

    /// <summary>Prints the tables of the model as SQL, to write the next pair of migrations from.</summary>
    private static int Schema(bool sqlite)
    {
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddRestpyData(
            sqlite ? DatabaseOptions.From("data", null) : DatabaseOptions.From("data", "Host=localhost"));
        foreach (var module in ModuleList.All) module.Add(services);
        using var provider = services.BuildServiceProvider();
        using var db = provider.GetRequiredService<IDbContextFactory<RestpyDb>>().CreateDbContext();
        Console.WriteLine(db.Database.GenerateCreateScript());
        Console.WriteLine("-- The wall; on PostgreSQL say as little as the table needs:");
        var bypasses = new TenantBypassList(ModuleList.All.SelectMany(m => m.Bypasses));
        foreach (var table in SqliteWall.Tables(db.Model))
            Console.WriteLine(sqlite ? string.Join('\n', SqliteWall.Triggers(table, bypasses).Select(t => t + ";"))
                : $"CALL restpy_wall('{table}', 'SELECT, INSERT, UPDATE, DELETE');");
        return 0;
    }
}
