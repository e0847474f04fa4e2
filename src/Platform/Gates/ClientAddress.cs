using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Restpy.Platform.Gates;

/// <summary>
/// Gate 1: whose request is it. Forwarded addresses count only from the proxies named in the configuration, by address
/// (Restpy:TrustedProxies) or by network (Restpy:TrustedNetworks), and only as many of them as there are hops
/// (Restpy:ProxyHops).
/// </summary>
public static class ClientAddress
{
    public static WebApplication UseClientAddress(this WebApplication app)
    {
        if (Options(app.Services.GetRequiredService<IConfiguration>()) is { } options) app.UseForwardedHeaders(options);
        return app;
    }

    /// <summary>Why there can be no start with these settings; null where there can.</summary>
    public static string? Refusal(IConfiguration settings)
    {
        // The framework's own switch forgets which proxies are known, and takes the address from whoever writes one.
        if (string.Equals(settings["FORWARDEDHEADERS_ENABLED"], "true", StringComparison.OrdinalIgnoreCase))
            return "ASPNETCORE_FORWARDEDHEADERS_ENABLED makes the server believe every address it is told. Take it "
                + "away, and name your proxies in Restpy:TrustedProxies.";
        try
        {
            Options(settings);
            return null;
        }
        catch (FormatException wrong)
        {
            return wrong.Message;
        }
    }

    /// <returns>Null where no proxy is named: then an address is what the socket says.</returns>
    /// <exception cref="FormatException">A setting cannot be read.</exception>
    internal static ForwardedHeadersOptions? Options(IConfiguration settings)
    {
        string[] proxies = Listed(settings, "Restpy:TrustedProxies"), networks =
            Listed(settings, "Restpy:TrustedNetworks");
        if (proxies.Length + networks.Length == 0) return null;
        var hops = settings["Restpy:ProxyHops"] is { Length: > 0 } text
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read)
            && read is > 0 and <= 10 ? read
            : throw new FormatException(
            "Restpy:ProxyHops is how many proxies a request comes through, between 1 and 10.")
            : 1;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = hops,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownProxies.Add(IPAddress.TryParse(proxy, out var address) ? address
                : throw new FormatException($"Restpy:TrustedProxies takes addresses; “{proxy}” is none."));
        foreach (var network in networks)
        {
            if (!System.Net.IPNetwork.TryParse(network, out var known))
                throw new FormatException(
                    $"Restpy:TrustedNetworks takes networks by their first address, such as 10.0.0.0/8; “{network}” "
                        + $"is none.");
            if (known.PrefixLength == 0)
                throw new FormatException($"Restpy:TrustedNetworks: “{network}” is everybody.");
            options.KnownIPNetworks.Add(known);
        }
        return options;
    }

    /// <summary>The address of the caller; an IPv4 address inside IPv6 is the IPv4 address.</summary>
    public static IPAddress Address(this HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    /// <summary>The address as the log shows it.</summary>
    public static string Ip(this HttpContext http) => http.Address().ToString();

    /// <summary>Who shares a bucket: an IPv4 address, or an IPv6 /64, which is what one household is given.</summary>
    public static string NetworkPrefix(this HttpContext http)
    {
        var address = http.Address();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        return Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
    }

    // One after the other (Restpy:TrustedProxies:0, …) or in one text: named in a way nobody reads, a proxy would be a
    // stranger.
    private static string[] Listed(IConfiguration settings, string key) =>
        settings[key] is { Length: > 0 } text ? text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)
            : settings.GetSection(key).Get<string[]>() ?? [];
}
