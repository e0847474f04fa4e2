using System.Globalization;
using System.Text.Json;
using Restpy.Backups.Contract;

namespace Restpy.Backups.PgBackRest;

/// <summary>One backup in the repository.</summary>
/// <param name="Stop">When it ended, in whole seconds.</param>
/// <param name="Bytes">What it takes up in the repository.</param>
/// <param name="ArchiveId">Where the WAL of its PostgreSQL is.</param>
/// <param name="FirstWal">The first segment a restore reads.</param>
/// <param name="StopLsn">The position in the WAL where it ended.</param>
/// <param name="HasPageErrors">PostgreSQL's own checksums did not fit when it was taken.</param>
internal sealed record PgBackRestBackup(
    string Label, DateTimeOffset Stop, long Bytes, string ArchiveId, string FirstWal, ulong StopLsn,
        bool HasPageErrors);

/// <summary>What <c>pgbackrest info --output=json</c> says about the stanza.</summary>
internal sealed record PgBackRestInfo(int Code, string Message, IReadOnlyList<PgBackRestBackup> Backups)
{
    /// <summary>
    /// Codes of pgBackRest: everything is in order, nothing was set up, no backup yet, something else.
    /// </summary>
    public const int Ok = 0, NoStanza = 1, NoBackup = 2, NoStanzaData = 3, Other = 99;

    public static PgBackRestInfo Parse(string json)
    {
        try
        {
            // What pgBackRest could not decrypt stands in its message, unescaped.
            using var document = JsonDocument.Parse(string.Concat(json.Select(c => char.IsControl(c) ? ' ' : c)));
            return document.RootElement.EnumerateArray().Select(Stanza).FirstOrDefault() ?? new(NoStanza, "", []);
        }
        catch (Exception odd) when (
            odd is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new BackupFailedException(
                "pgbackrest info wrote something Restpy cannot read. Tried with pgBackRest 2.45.", odd);
        }
    }

    /// <summary>A position as PostgreSQL prints it, as a number.</summary>
    public static ulong Lsn(string text)
    {
        var halves = text.Split('/');
        return (Hex(halves[0]) << 32) | Hex(halves[1]);
    }

    private static PgBackRestInfo Stanza(JsonElement stanza)
    {
        var archives = stanza.GetProperty("archive").EnumerateArray()
            .ToDictionary(
                a => a.GetProperty("database").GetProperty("id").GetInt32(),
                a => a.GetProperty("id").GetString()!);
        var repository = stanza.GetProperty("repo").EnumerateArray().First().GetProperty("status");
        return new(repository.GetProperty("code").GetInt32(), repository.GetProperty("message").GetString()!,
            [.. stanza.GetProperty("backup").EnumerateArray().Select(b => Backup(b, archives)).OrderBy(b => b.Stop)]);
    }

    private static PgBackRestBackup Backup(JsonElement backup, Dictionary<int, string> archives) => new(
        backup.GetProperty("label").GetString()!,
        DateTimeOffset.FromUnixTimeSeconds(backup.GetProperty("timestamp").GetProperty("stop").GetInt64()),
        backup.GetProperty("info").GetProperty("repository").GetProperty("delta").GetInt64(),
        archives[backup.GetProperty("database").GetProperty("id").GetInt32()],
        backup.GetProperty("archive").GetProperty("start").GetString()!,
        Lsn(backup.GetProperty("lsn").GetProperty("stop").GetString()!),
        backup.GetProperty("error").ValueKind == JsonValueKind.True);

    private static ulong Hex(string text) => ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
