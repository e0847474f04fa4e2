using System.Globalization;
using System.Security.Cryptography;

namespace Restpy.Backups.Files;

/// <summary>The name of a backup file: 20261128T143000000Z-1f3a/000012-20261128T150112345Z.changes.</summary>
internal sealed record BackupName(string Set, int Number, DateTimeOffset At)
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
    private const string Time = "yyyyMMdd'T'HHmmssfff'Z'";

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture,
            $"{Set}/{Number:D6}-{At.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)}.{(Number == 0 ? "full" : "changes")}");

    /// <summary>
    /// A new set's name comes after the one before, also where the clock was put back; the letters tell two nodes
    /// apart.
    /// </summary>
    public static string NewSet(DateTimeOffset at, string before)
    {
        while (true)
        {
            var name =
                $"{at.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture)}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(2))}";
            if (string.CompareOrdinal(name, before) > 0) return name;
            var last = DateTime.ParseExact(before[..before.IndexOf('-')], Time, CultureInfo.InvariantCulture, Utc);
            at = new DateTimeOffset(last, TimeSpan.Zero).AddMilliseconds(1);
        }
    }

    /// <returns>Null where it is no name of ours.</returns>
    public static BackupName? Read(string name)
    {
        var parts = name.Split('/', '-', '.');
        if (parts is not [_, { Length: 4 }, { Length: 6 } number, var at, "full" or "changes"]) return null;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var counted)) return null;
        if (!DateTimeOffset.TryParseExact(at, Time, CultureInfo.InvariantCulture, Utc, out var time)) return null;
        var read = new BackupName(name[..name.IndexOf('/')], counted, time);
        return read.ToString() == name ? read : null;
    }
}
