using System.Text.RegularExpressions;

namespace Restpy.Backups.PgBackRest;

/// <summary>
/// What <c>pgbackrest verify --output=text --verbose</c> wrote, as sentences. Its exit code is 0 whatever it finds.
/// </summary>
internal static partial class PgBackRestReport
{
    /// <param name="listed">Labels in backup.info: verify says nothing of a backup whose files are all gone.</param>
    public static IEnumerable<string> Complaints(string report, IEnumerable<string> listed)
    {
        var lines = report.Split('\n');
        var found = new List<string>();
        var valid = new HashSet<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            var counts = i + 1 < lines.Length && Counts().IsMatch(lines[i + 1]) ? $" ({lines[i + 1].Trim()})" : "";
            if (Backup().Match(lines[i]) is { Success: true } backup)
            {
                if (backup.Groups[2].Value == "valid") valid.Add(backup.Groups[1].Value);
                else found.Add($"Backup {backup.Groups[1].Value} is {backup.Groups[2].Value}{counts}.");
            }
            else if (Archive().Match(lines[i]) is { Success: true } archive
                && archive.Groups[2].Value != archive.Groups[3].Value)
                found.Add(
                    $"Archive {archive.Groups[1].Value}: of {archive.Groups[2].Value} WAL segments "
                    + $"{archive.Groups[3].Value} are valid{counts}.");
            else if (lines[i].TrimStart().StartsWith("No usable", StringComparison.Ordinal))
                found.Add($"{lines[i].Trim()}.");
        }
        found.AddRange(listed.Where(l => !valid.Contains(l) && !found.Any(f => f.Contains(l, StringComparison.Ordinal)))
            .Select(l => $"Backup {l} is listed, but its files are missing."));
        if (found.Count == 0 && !report.Contains("status: ok", StringComparison.Ordinal))
            found.Add("pgbackrest verify found an error it does not describe.");
        return found;
    }

    [GeneratedRegex(@"^\s+backup: (\S+), status: ([^,]+)")]
    private static partial Regex Backup();

    [GeneratedRegex(@"^\s+archiveId: (\S+), total WAL checked: (\d+), total valid WAL: (\d+)")]
    private static partial Regex Archive();

    [GeneratedRegex(@"^\s+missing: \d+")]
    private static partial Regex Counts();
}
