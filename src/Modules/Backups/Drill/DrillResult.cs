
namespace Restpy.Backups.Drill;

/// <summary>What a restore beside the running product brought.</summary>
/// <param name="Problems">What was not the same; none where all was.</param>
/// <param name="Lost">RPO: from the newest restored change to the moment of the drill.</param>
/// <param name="Took">RTO: until the restored database could be read.</param>
internal sealed record DrillResult(
    IReadOnlyList<string> Problems, int Tables, long Rows, long LogEntries, long Bytes, TimeSpan Lost, TimeSpan Took)
{
    public string Told => Problems.Count > 0 ? string.Join(" ", Problems.Take(5))
        : $"{Rows:N0} rows of {Tables} tables restored, the same as in the running product; {LogEntries:N0} of them "
            + $"in the activity log.";
}
