using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Restpy.Platform.Data;

namespace Restpy.Platform.Telemetry;

/// <summary>How log lines are written on standard output: JSON in production, text for a reader.</summary>
public static class LogFormat
{
    /// <summary>Why there can be no start with these settings; null where there can.</summary>
    public static string? Refusal(IConfiguration settings) =>
        settings["log"] is null or "json" or "text" ? null : "--log must be json or text.";

    public static void UseLogFormat(this ILoggingBuilder logging, IConfiguration settings, bool isDemo)
    {
        // The demo's past week is some thousand use cases, and its reader looks at pages.
        if (isDemo) settings[$"Logging:LogLevel:{ActivityLines.Category}"] ??= nameof(LogLevel.Warning);
        if ((settings["log"] ?? (isDemo ? "text" : "json")) != "json") return;
        logging.AddJsonConsole(json =>
        {
            json.IncludeScopes = true;
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
    }
}
