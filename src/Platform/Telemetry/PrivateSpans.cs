using System.Diagnostics;
using OpenTelemetry;

namespace Restpy.Platform.Telemetry;

/// <summary>
/// Takes personal data and secrets out of spans before they are sent: an address may carry a table's code or the link
/// to set a password.
/// </summary>
internal sealed class PrivateSpans : BaseProcessor<Activity>
{
    private static readonly string[] Removed = [
        "url.query", "client.address", "client.port", "network.peer.address", "network.peer.port",
        "user_agent.original", "exception.message", "exception.stacktrace"];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in Removed) data.SetTag(tag, null);
        if (data.GetTagItem("url.path") is not null)
            data.SetTag("url.path", data.GetTagItem("http.route") ?? "(no endpoint)");
        if (data.GetTagItem("url.full") is string full)
            data.SetTag("url.full", Uri.TryCreate(full, UriKind.Absolute, out var url)
                ? url.GetLeftPart(UriPartial.Authority) : null);
        // A message of an exception may quote what somebody typed.
        if (data.Status == ActivityStatusCode.Error) data.SetStatus(ActivityStatusCode.Error);
    }
}
