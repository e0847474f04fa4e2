using Microsoft.Extensions.Logging;

namespace Restpy.Platform.Data;

/// <summary>
/// Writes one log line for each entry of the activity log: what was done to which row, without names, labels or
/// reasons.
/// </summary>
internal sealed partial class ActivityLines(ILoggerFactory logs)
{
    /// <summary>Category of these lines, for settings of the log.</summary>
    public const string Category = "Restpy.Activity";

    private readonly ILogger _log = logs.CreateLogger(Category);

    public void Write(WorkScope scope, IReadOnlyList<AuditEntry> entries)
    {
        if (entries.Count == 0 || !_log.IsEnabled(LogLevel.Information)) return;
        using var ids = _log.BeginScope(new WorkLogScope(scope, null));
        foreach (var entry in entries) Recorded(entry.Action, entry.ObjectType, entry.ObjectId);
    }

    [LoggerMessage(LogLevel.Information, "Recorded {Action} of {ObjectType} {ObjectId}")]
    private partial void Recorded(string action, string objectType, Guid objectId);
}
