using System.Net;
using Microsoft.Extensions.Configuration;

namespace Restpy.Platform.Telemetry;

/// <summary>Where metrics, traces and logs go, see docs/operations/telemetry.md. Read once, at start.</summary>
public sealed class TelemetrySettings
{
    internal const string Otlp = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <exception cref="FormatException">A setting cannot be meant; the message says which.</exception>
    public TelemetrySettings(IConfiguration settings)
    {
        if (settings["metrics"] is { Length: > 0 } metrics) Metrics = MetricsAddress(metrics, settings["urls"]);
        if (settings[Otlp] is not { Length: > 0 } otlp) return;
        if (!Uri.TryCreate(otlp, UriKind.Absolute, out var collector) || collector.Scheme is not ("http" or "https"))
            throw new FormatException($"{Otlp} must be the address of a collector, such as http://127.0.0.1:4317.");
        Collector = collector;
    }

    /// <summary>Where Prometheus reads the metrics; null for nowhere.</summary>
    internal Uri? Metrics { get; }

    /// <summary>The OpenTelemetry collector that everything is sent to; null for none.</summary>
    internal Uri? Collector { get; }

    internal bool IsOn => Metrics is not null || Collector is not null;

    /// <summary>Why there can be no start with these settings; null where there can.</summary>
    public static string? Refusal(IConfiguration settings)
    {
        try
        {
            _ = new TelemetrySettings(settings);
            return null;
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
    }

    private static Uri MetricsAddress(string text, string? urls)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme != "http"
            || address.PathAndQuery != "/" || !IsPrivate(address.Host))
            throw new FormatException(
                "--metrics must be an address of this machine or of a private network, with a port of its own, such "
                    + "as http://127.0.0.1:9464.");
        var isPublic = (urls ?? "").Split(';').Any(
            url => Uri.TryCreate(url.Replace("*", "localhost").Replace("+", "localhost"), UriKind.Absolute, out var own)
                && own.Port == address.Port && own.Port != 0);
        if (isPublic) throw new FormatException($"--metrics needs a port of its own; {address.Port} serves guests.");
        return address;
    }

    /// <summary>
    /// 0.0.0.0 and [::] are allowed for containers, whose address is not known beforehand and whose ports are closed.
    /// </summary>
    private static bool IsPrivate(string host)
    {
        if (host == "localhost") return true;
        if (!IPAddress.TryParse(host.Trim('[', ']'), out var address)) return false;
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            return true;
        if (address.GetAddressBytes() is not [var first, var second, _, _]) return address.IsIPv6UniqueLocal;
        return first == 10 || (first == 172 && second is >= 16 and < 32) || (first == 192 && second == 168);
    }
}
