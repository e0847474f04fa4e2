using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Restpy.Platform.Gates;

/// <summary>Gate 1: whose request is it. Forwarded addresses count only from the proxies named in the configuration.</summary>
public static class ClientAddress
{
    public static WebApplication UseClientAddress(this WebApplication app)
    {
        var trusted = app.Services.GetRequiredService<IConfiguration>().GetSection("Restpy:TrustedProxies").Get<string[]>() ?? [];
        if (Environment.GetEnvironmentVariable("ASPNETCORE_FORWARDEDHEADERS_ENABLED") == "true")
            throw new InvalidOperationException("ASPNETCORE_FORWARDEDHEADERS_ENABLED trusts every proxy; name yours in Restpy:TrustedProxies instead.");
        if (trusted.Length == 0) return app;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = trusted.Length };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in trusted) options.KnownProxies.Add(IPAddress.Parse(proxy));
        app.UseForwardedHeaders(options);
        return app;
    }

    /// <summary>The address as the log shows it; an IPv4 address inside IPv6 is the IPv4 address.</summary>
    public static string Ip(this HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
    }

    /// <summary>Who shares a bucket: an IPv4 address, or an IPv6 /64, which is what one household is given.</summary>
    public static string Neighbourhood(this HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        return Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
    }
}
