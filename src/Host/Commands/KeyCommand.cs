using System.Globalization;
using System.Text;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;
using Restpy.Platform.Wall;
using Restpy.Platform.Web;

namespace Restpy.Host.Commands;

/// <summary>
/// ./restpy key: the recovery sheet of the master key, and its move to AWS KMS. Reads and writes files; only the log
/// entry needs the product.
/// </summary>
internal static class KeyCommand
{
    public const string Word = "key";
    private const string Made = "sheet-made";
    private const string Usage =
        $"""
        ./restpy key sheet --to FILE                     writes the recovery sheet: the master key, sealed with a passphrase
            --again                                      also where one was made before
        ./restpy key restore --sheet FILE --into DIR     writes DIR/master.key from a sheet; never over one that is there
            --older                                      puts the key of an older sheet behind the key that is there
        {KeyRotationCommand.Usage}
        ./restpy key to-kms                              has AWS KMS encrypt the master key; needs Restpy__MasterKey__Kms__KeyId
        Sheet and restore ask for the passphrase; scripts name it with --passphrase-file FILE. --data and --database as for up.
        """;

    /// <summary>Who typed it, for the activity log.</summary>
    public static string Person => $"by {Environment.UserName} on {Environment.MachineName}";

    public static string? Fault(string[] words, IConfiguration options) => words switch
    {
        [_, "sheet"] when options["to"] is { Length: > 0 } => null,
        [_, "restore"] when options["sheet"] is { Length: > 0 } && options["into"] is { Length: > 0 } => null,
        [_, "to-kms" or "rotate" or "status"] => null,
        [_, "retire"] when options["to"] is { Length: > 0 } => null,
        [_, Made or KeyRotationCommand.Retiring, { Length: 8 }]
            when options["by"] is { Length: > 0 and <= 140 } => null,
        _ => Usage,
    };

    /// <summary>
    /// Works on the data folder alone, beside a running product too. The log entry is made where the database is.
    /// </summary>
    public static bool IsOfFiles(string[] words) => words[1] is not (Made or KeyRotationCommand.Retiring or "status");

    /// <summary>In the product: records that a sheet is made, once for each key.</summary>
    public static async Task<int> RunAsync(CommandCall call, CancellationToken ct)
    {
        if (call.Word(1) != Made) return await KeyRotationCommand.RunAsync(call, ct);
        var (db, scope) = (call.Services.GetRequiredService<RestpyDb>(), call.Services.GetRequiredService<WorkScope>());
        var again = call.Options.GetValue("again", false);
        if (await KeySheetLog.RecordAsync(db, scope, (call.Word(2)!, call.Options["by"]!), again, ct) is not { } first)
            return 0;
        return call.Refuse(string.Create(CultureInfo.InvariantCulture,
            $"""
            A sheet of this key was made on {first.At.UtcDateTime:d MMMM yyyy, HH:mm} UTC {first.By}.
            Each sheet is one more way to the key: make another with --again.
            """));
    }

    /// <param name="record">Runs the command that records it where the database is.</param>
    /// <param name="database">Whose data folder holds the key.</param>
    /// <param name="words">What was typed.</param>
    /// <param name="options">And its options.</param>
    /// <param name="output">Read by the person who typed it.</param>
    /// <param name="ct">Stops before anything is written.</param>
    public static async Task<int> RunAsync(Func<string[], Task<int>> record, DatabaseOptions database, string[] words,
        IConfiguration options, TextWriter output, CancellationToken ct)
    {
        try
        {
            return words[1] switch
            {
                "sheet" => await SheetAsync(record, database, options, output, ct),
                "restore" => await RestoreAsync(options, output, ct),
                "rotate" or "retire" => await KeyRotationCommand.RunAsync(record, database, words, options, output, ct),
                _ => await ToKmsAsync(database, options, output, ct),
            };
        }
        catch (Exception refused)
            when (refused is DatabaseRefusedException or IOException or UnauthorizedAccessException)
        {
            output.WriteLine(refused.Message);
            return 1;
        }
    }

    private static async Task<int> SheetAsync(Func<string[], Task<int>> record, DatabaseOptions database,
        IConfiguration options, TextWriter output, CancellationToken ct)
    {
        var path = Path.GetFullPath(options["to"]!);
        if (File.Exists(path)) return Refuse(output, $"There is a file already, and it stays as it is: {path}");
        if (!Directory.Exists(Path.GetDirectoryName(path))) return Refuse(output, $"There is no folder for it: {path}");
        var master = await MasterKeyStart.ReadAsync(database, options, ct);
        var passphrase = Passphrase.Read(options, isNew: true);
        if (passphrase.Text is null) return Refuse(output, passphrase.Fault);
        var installation = new PublicAddress(options).Configured?.ToString() ?? Environment.MachineName;
        var sheet = KeySheet.Write(master, passphrase.Text, installation, TimeProvider.System.GetUtcNow());
        var isRecorded = !database.IsSqlite || File.Exists(Path.Combine(database.DataDirectory, "restpy.db"));
        string[] made = [Word, Made, master.Id, "--by", Person];
        if (isRecorded && await record(made) is var refused and not 0) return refused;
        DataFolder.WriteNew(path, Encoding.UTF8.GetBytes(sheet));
        output.WriteLine($"The recovery sheet is in {path}. Print it, then delete the file.");
        output.WriteLine("Keep sheet and passphrase in two places, apart from the backups.");
        output.WriteLine(isRecorded
            ? "It stands in the activity log of the installation."
            : "There is no database here, so this stands in no activity log. On PostgreSQL, name it with --database.");
        return 0;
    }

    private static async Task<int> RestoreAsync(IConfiguration options, TextWriter output, CancellationToken ct)
    {
        var folder = Path.GetFullPath(options["into"]!);
        var sheet = await File.ReadAllTextAsync(options["sheet"]!, ct);
        var passphrase = Passphrase.Read(options, isNew: false);
        if (passphrase.Text is null) return Refuse(output, passphrase.Fault);
        var read = KeySheet.Read(sheet, passphrase.Text);
        if (read.Key is null) return Refuse(output, read.Fault);
        if (options.GetValue("older", false))
        {
            var older = await MasterKeyRotation.AddOlderAsync(
                DatabaseOptions.From(folder, null), options, read.Key, ct);
            output.WriteLine($"The key {older} is accepted beside the current one.");
            return 0;
        }
        await MasterKeyStart.RestoreAsync(read.Key, folder, ct);
        output.WriteLine($"The master key is in {folder}. Start with: ./restpy up --data {folder}");
        return 0;
    }

    private static async Task<int> ToKmsAsync(
        DatabaseOptions database, IConfiguration options, TextWriter output, CancellationToken ct)
    {
        await MasterKeyStart.MoveToKmsAsync(database, options, ct);
        output.WriteLine("AWS KMS encrypts the master key now, and gave it back once to be sure.");
        output.WriteLine(
            $"The open file is removed from {Path.GetFullPath(database.DataDirectory)}; remove its copies too.");
        return 0;
    }

    private static int Refuse(TextWriter output, string why)
    {
        output.WriteLine(why);
        return 1;
    }
}
