using System.Globalization;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Keys;

namespace Restpy.Host.Commands;

/// <summary>
/// ./restpy key rotate, status and retire: replaces the master key while the product runs. Status, and what must be
/// said before a key is retired, come from the product.
/// </summary>
internal static class KeyRotationCommand
{
    public const string Usage =
        """
        ./restpy key rotate                              makes a new master key; a running product uses it within two seconds. On
                                                         PostgreSQL it waits: copy master.key to each server, then
            --use                                        uses the key that waits; copy master.key to each server once more
        ./restpy key status                              lists the keys, and what depends on the oldest
        ./restpy key retire --to FILE                    takes the oldest key away, and writes it to FILE for older backups
            --anyway                                     also where something stops working without it
        """;

    /// <summary>Said by retire to the product, never typed.</summary>
    public const string Retiring = "retiring";

    /// <summary>Changes the files of the key.</summary>
    public static Task<int> RunAsync(Func<string[], Task<int>> inProduct, DatabaseOptions database, string[] words,
        IConfiguration options, TextWriter output, CancellationToken ct) => words[1] == "rotate"
            ? RotateAsync(database, options, output, ct)
            : RetireAsync(inProduct, database, options, output, ct);

    /// <summary>
    /// In the product: what depends on the oldest key. Before it is retired, also the entry in the log.
    /// </summary>
    public static async Task<int> RunAsync(CommandCall call, CancellationToken ct)
    {
        var (db, status) =
            (call.Services.GetRequiredService<RestpyDb>(), call.Services.GetRequiredService<KeyStatus>());
        call.Services.GetRequiredService<WorkScope>()
            .Enter(AuditEntry.OfThePlatform, null, Actor.System("command line"));
        var keys = await status.KeysAsync(db, ct);
        var left = await status.LeftAsync(db, ct);
        if (call.Word(1) != Retiring)
        {
            foreach (var key in keys) call.Output.WriteLine(Line(key));
            if (keys.Any(key => key.State == "older")) WriteLeft(call.Output, keys[0].Id, left);
            return 0;
        }
        // The file of the key may be newer than what the product has read.
        if (keys[0].State != "older" || keys[0].Id != call.Word(2))
            return call.Refuse("The running product does not use the new key yet. Try again in a moment.");
        if (await status.WaitingServersAsync(db, ct) is { Count: > 0 } waiting)
            return call.Refuse(
                $"These servers do not use the new key yet: {string.Join(", ", waiting)}. Copy master.key there.");
        WriteLeft(call.Output, keys[0].Id, left);
        // Older backups open with the key in the file that is being written.
        if (left.Any(l => l.What != "backups") && !call.Options.GetValue("anyway", false))
            return call.Refuse("The key stays. Do what is said above first, or retire it with --anyway.");
        await KeyStatus.RecordRetiredAsync(db, keys[0].Id, call.Options["by"]!, ct);
        return 0;
    }

    private static async Task<int> RotateAsync(
        DatabaseOptions database, IConfiguration options, TextWriter output, CancellationToken ct)
    {
        if (options.GetValue("use", false))
        {
            output.WriteLine($"The master key is {await MasterKeyRotation.UseAsync(database, options, ct)} now.");
            output.WriteLine(
                "Copy the file to each other server once more. Until then they use the former key, and accept both.");
        }
        else if (database.IsSqlite)
        {
            output.WriteLine(
                $"The master key is {await MasterKeyRotation.AddAsync(database, options, ct)} now. A running product "
                    + $"uses it within two seconds.");
            output.WriteLine("The former key is still accepted: ./restpy key status says what depends on it.");
        }
        else
        {
            output.WriteLine($"The new master key {await MasterKeyRotation.AddAsync(database, options, ct)} waits.");
            output.WriteLine(
                "1. Copy the file to each other server. ./restpy key status lists the servers that have it.");
            output.WriteLine("2. Then: ./restpy key rotate --use");
        }
        output.WriteLine("Write a new recovery sheet: ./restpy key sheet --to FILE");
        return 0;
    }

    private static async Task<int> RetireAsync(Func<string[], Task<int>> inProduct, DatabaseOptions database,
        IConfiguration options, TextWriter output, CancellationToken ct)
    {
        var path = Path.GetFullPath(options["to"]!);
        if (File.Exists(path)) return Refuse(output, $"There is a file already, and it stays as it is: {path}");
        if (!Directory.Exists(Path.GetDirectoryName(path))) return Refuse(output, $"There is no folder for it: {path}");
        if (await MasterKeyRotation.OldestAsync(database, options, ct) is not { } oldest)
            return Refuse(output, "There is only one master key. Make a new one first: ./restpy key rotate");
        string[] check = [KeyCommand.Word, Retiring, oldest, "--by", KeyCommand.Person];
        if (await inProduct(check) is var refused and not 0) return refused;
        await MasterKeyRotation.RetireAsync(database, options, oldest, path, ct);
        output.WriteLine(
            $"The key {oldest} is retired and lies in {path}. Keep it offline for as long as its backups shall be "
                + $"restored.");
        if (!database.IsSqlite) output.WriteLine("Copy master.key to each other server once more.");
        return 0;
    }

    private static string Line(KeyLine key)
    {
        var since = key.Since?.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture)
            ?? "the first start";
        return $"{key.Id}  {key.State}, since "
            + $"{since}{(key.Servers.Count > 0 ? "; on " + string.Join(", ", key.Servers) : "")}";
    }

    private static void WriteLeft(TextWriter output, string keyId, IReadOnlyList<KeyLeft> left)
    {
        output.WriteLine(left.Count == 0 ? $"Nothing depends on the key {keyId}."
            : $"Without the key {keyId} these stop working:");
        foreach (var one in left) output.WriteLine($"  {one.What}: {one.Count}. {one.Remedy}");
        output.WriteLine(
            "People who signed in before the rotation sign in again, and their browsers count as new ones.");
    }

    private static int Refuse(TextWriter output, string why)
    {
        output.WriteLine(why);
        return 1;
    }
}
