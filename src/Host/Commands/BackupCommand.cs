using System.Globalization;
using Restpy.Backups.Contract;
using Restpy.Backups.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;

namespace Restpy.Host.Commands;

/// <summary>./restpy backup: takes, lists, checks and restores backups, also while the product runs.</summary>
internal static class BackupCommand
{
    public const string Word = "backup";
    private const string Usage =
        """
        ./restpy backup init                   sets up pgBackRest on the database host of PostgreSQL; --timers DIR, --replace
        ./restpy backup now                    takes a full snapshot
        ./restpy backup list                   what can be restored
        ./restpy backup verify                 reads every stored file and names what is wrong
        ./restpy backup drill                  restores the newest beside the running product and compares every row
        ./restpy backup restore --into DIR     restores the newest into a new folder; never over a database
            --to "2026-11-28 20:15"            as it was at that moment; UTC, or with an offset: "2026-11-28 20:15 +05:30"
            --key FILE                         the master key, where the data folder is lost
        All of them: --data DIR and --database "Host=…", as for up. Where backups go: Restpy__Backup__Folder (docs/operations/backup.md).
        """;

    private static readonly string[] InProduct = ["now", "drill"];

    public static string? Fault(string[] words, IConfiguration options) => words switch
    {
        [_, "init" or "now" or "list" or "verify" or "drill"] => null,
        [_, "restore"] when options["into"] is { Length: > 0 }
            && (options["to"] is not { } to || Moment(to) is not null) => null,
        _ => Usage,
    };

    /// <summary>Needs the product that holds the database; the others read the store alone.</summary>
    public static bool NeedsProduct(string[] words) => InProduct.Contains(words.ElementAtOrDefault(1));

    /// <summary>In the product.</summary>
    public static async Task<int> RunAsync(CommandCall call, CancellationToken ct)
    {
        try
        {
            var operations = call.Services.GetRequiredService<BackupOperations>();
            return call.Word(1) == "now" ? await NowAsync(operations, call.Output, ct)
                : await DrillAsync(operations, call.Output, ct);
        }
        catch (BackupFailedException failed)
        {
            return call.Refuse(failed.Message);
        }
    }

    /// <summary>Without it: the database may be gone.</summary>
    public static async Task<int> RunAsync(
        DatabaseOptions database, string[] words, IConfiguration options, TextWriter output, CancellationToken ct)
    {
        try
        {
            if (words[1] == "init") return await SetUpAsync(database, options, output, ct);
            var isWithKms = database.IsSqlite && options["key"] is null && MasterKeyStart.IsWithKms(database);
            var master = isWithKms ? await MasterKeyStart.ReadAsync(database, options, ct) : null;
            var backups = BackupOperations.Stored(options, database, master);
            return words[1] switch
            {
                "list" => await ListAsync(backups, output, ct),
                "verify" => await VerifyAsync(backups, output, ct),
                _ => await RestoreAsync(backups, options, output, ct),
            };
        }
        catch (BackupFailedException failed)
        {
            output.WriteLine(failed.Message);
            return 1;
        }
    }

    private static async Task<int> SetUpAsync(
        DatabaseOptions database, IConfiguration options, TextWriter output, CancellationToken ct)
    {
        if (database.IsSqlite)
        {
            output.WriteLine(
                "On SQLite there is nothing to set up: ./restpy up takes backups by itself. For PostgreSQL name "
                    + "--database.");
            return 1;
        }
        var command =
            $"{Path.Combine(AppContext.BaseDirectory, "Restpy.Host")} --database \"{options["database"]}\" --data "
                + $"{Path.GetFullPath(database.DataDirectory)}";
        var (lines, isReady) = await BackupOperations.SetUpAsync(
            options, options["timers"], command, options.GetValue("replace", false), ct);
        foreach (var line in lines) output.WriteLine(line);
        return isReady ? 0 : 1;
    }

    private static async Task<int> NowAsync(BackupOperations operations, TextWriter output, CancellationToken ct)
    {
        var set = await operations.SnapshotAsync(ct);
        output.WriteLine($"Snapshot {set.Name}, {Size(set.Bytes)}, is stored in {operations.Place}.");
        return 0;
    }

    private static async Task<int> DrillAsync(BackupOperations operations, TextWriter output, CancellationToken ct)
    {
        var (ok, told, lost, took) = await operations.DrillAsync(ct);
        output.WriteLine(told);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Restored in {took.TotalSeconds:F2} s (RTO). A change younger than {lost.TotalSeconds:F1} s would have "
                + $"been lost (RPO)."));
        return ok ? 0 : 1;
    }

    private static async Task<int> ListAsync(IBackups backups, TextWriter output, CancellationToken ct)
    {
        var sets = await backups.ListAsync(ct);
        foreach (var set in sets)
            output.WriteLine($"{Time(set.From)} to {Time(set.To)}  {Size(set.Bytes),10}  {set.Name}");
        output.WriteLine(sets.Count == 0 ? "There is no backup yet."
            : $"Sets: {sets.Count}. --to takes any moment from \"{Time(sets[0].From)}\" on, and restores the last "
                + $"change stored before it.");
        return 0;
    }

    private static async Task<int> VerifyAsync(IBackups backups, TextWriter output, CancellationToken ct)
    {
        var problems = await backups.VerifyAsync(ct);
        foreach (var problem in problems) output.WriteLine(problem);
        output.WriteLine(problems.Count == 0
            ? "Every stored file was read: all are as they were written, and none is missing."
            : $"Problems: {problems.Count}.");
        return problems.Count == 0 ? 0 : 1;
    }

    private static async Task<int> RestoreAsync(
        IBackups backups, IConfiguration options, TextWriter output, CancellationToken ct)
    {
        var into = Path.GetFullPath(options["into"]!);
        var restored = await backups.RestoreAsync(into, options["to"] is { } to ? Moment(to) : null, ct);
        output.WriteLine($"Restored as of {Time(restored.At)}, {Size(restored.Bytes)}, in {into}.");
        output.WriteLine(Directory.GetFiles(into, "master.key*").Length > 0
            ? $"Start it with: ./restpy up --data {into}"
            : $"Put the master key into {into} (master.key, or ./restpy key restore --sheet FILE --into {into}), "
                + $"then start it with: ./restpy up --data {into}");
        return 0;
    }

    private static DateTimeOffset? Moment(string typed) =>
        DateTimeOffset.TryParse(typed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment : null;

    private static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
            .Replace(" UTC", " +00:00", StringComparison.Ordinal);

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB");
}
