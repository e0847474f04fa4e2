using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Restpy.Platform.Gates;
using Xunit;

namespace Restpy.UnitTests.Gates;

/// <summary>Whose request it is: the socket's word, and a named proxy's, and nobody else's.</summary>
public sealed class ClientAddressTests
{
    private static readonly Dictionary<string, string?> OneHop = new()
    {
        ["Restpy:TrustedProxies:0"] = "10.0.0.1", ["Restpy:TrustedNetworks:0"] = "192.0.2.0/24",
        ["Restpy:TrustedNetworks:1"] = "2001:db8:ed9e::/48",
    };
    private static readonly Dictionary<string, string?> TwoHops = new(OneHop) { ["Restpy:ProxyHops"] = "2" };

    [Theory]
    // From somebody who is no proxy of ours: whatever they write.
    [InlineData("203.0.113.9", "198.51.100.1", "203.0.113.9")]
    [InlineData("203.0.113.9", "10.0.0.1", "203.0.113.9")]
    [InlineData("203.0.113.9", "198.51.100.1, 10.0.0.1", "203.0.113.9")]
    [InlineData("127.0.0.1", "198.51.100.1", "127.0.0.1")]
    [InlineData("::1", "198.51.100.1", "::1")]
    [InlineData("2001:db8::9", "198.51.100.1", "2001:db8::9")]
    // From a named proxy: the last it added.
    [InlineData("10.0.0.1", "198.51.100.1", "198.51.100.1")]
    [InlineData("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1")]
    [InlineData("192.0.2.77", "198.51.100.1", "198.51.100.1")]
    [InlineData("2001:db8:ed9e::7", "2001:db8:1::5", "2001:db8:1::5")]
    [InlineData("10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "10.0.0.1, 198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "198.51.100.1:4711", "198.51.100.1")]
    [InlineData("10.0.0.1", "[2001:db8:1::5]:4711", "2001:db8:1::5")]
    // One hop: not even when the last is a proxy of ours.
    [InlineData("10.0.0.1", "6.6.6.6, 192.0.2.77", "192.0.2.77")]
    // What cannot be read is nobody's address: the proxy's own stands.
    [InlineData("10.0.0.1", "unknown", "10.0.0.1")]
    [InlineData("10.0.0.1", "_hidden", "10.0.0.1")]
    [InlineData("10.0.0.1", "198.51.100.1, garbage", "10.0.0.1")]
    [InlineData("10.0.0.1", "198.51.100.1, ", "198.51.100.1")]
    [InlineData("10.0.0.1", "", "10.0.0.1")]
    [InlineData("10.0.0.1", "198.51.100.1;6.6.6.6", "10.0.0.1")]
    public async Task With_one_hop(string socket, string forwarded, string expected) =>
    Assert.Equal(expected, await AddressAsync(OneHop, socket, forwarded));

    [Theory]
    [InlineData("10.0.0.1", "6.6.6.6, 198.51.100.1, 192.0.2.77", "198.51.100.1")]
    [InlineData("10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "6.6.6.6, 192.0.2.8, 192.0.2.77", "192.0.2.8")]
    [InlineData("203.0.113.9", "198.51.100.1, 192.0.2.77", "203.0.113.9")]
    public async Task With_two(string socket, string forwarded, string expected) =>
    Assert.Equal(expected, await AddressAsync(TwoHops, socket, forwarded));

    [Fact]
    public async Task Without_a_proxy_named_no_header_counts() =>
    Assert.Equal("203.0.113.9", await AddressAsync([], "203.0.113.9", "198.51.100.1"));

    [Fact]
    public async Task Two_headers_are_one_list_and_other_headers_say_nothing()
    {
        Assert.Equal("198.51.100.1",
            await AddressAsync(OneHop, "10.0.0.1", "6.6.6.6", h => h.Append("X-Forwarded-For", "198.51.100.1")));
        Assert.Equal("10.0.0.1",
            await AddressAsync(OneHop, "10.0.0.1", null,
                h => (h["X-Real-IP"], h["CF-Connecting-IP"], h["True-Client-IP"], h["Forwarded"], h["X-Original-For"],
                    h["X-Client-IP"]) = ("6.6.6.6", "6.6.6.6", "6.6.6.6", "for=6.6.6.6", "6.6.6.6", "6.6.6.6")));
    }

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010DB800010002")]
    [InlineData("2001:db8:1:2:ffff::1", "20010DB800010002")]
    [InlineData("2001:db8:1:3::1", "20010DB800010003")]
    public void A_household_shares_a_bucket(string address, string neighbourhood)
    {
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };
        Assert.Equal(neighbourhood, http.NetworkPrefix());
    }

    [Theory, InlineData("10.0.0.1"), InlineData("10.0.0.2, 10.0.0.1"), InlineData("10.0.0.2 10.0.0.1")]
    public async Task Proxies_may_be_named_in_one_text(string text) =>
        Assert.Equal("203.0.113.9",
            await AddressAsync(new() { ["Restpy:TrustedProxies"] = text }, "10.0.0.1", "203.0.113.9"));

    [Theory]
    [InlineData("FORWARDEDHEADERS_ENABLED", "true", "ASPNETCORE_FORWARDEDHEADERS_ENABLED")]
    [InlineData("FORWARDEDHEADERS_ENABLED", "True", "ASPNETCORE_FORWARDEDHEADERS_ENABLED")]
    [InlineData("Restpy:TrustedProxies:0", "proxy.example", "proxy.example")]
    [InlineData("Restpy:TrustedNetworks:0", "10.0.0.0/40", "10.0.0.0/40")]
    [InlineData("Restpy:TrustedNetworks:0", "0.0.0.0/0", "everybody")]
    public void Settings_that_would_believe_anybody_are_refused_with_a_sentence(string key, string value, string named)
    {
        var refusal = ClientAddress.Refusal(Settings(new() { [key] = value }));
        Assert.NotNull(refusal);
        Assert.Contains(named, refusal);
        Assert.Null(ClientAddress.Refusal(Settings(OneHop)));
        Assert.NotNull(ClientAddress.Refusal(Settings(new(OneHop) { ["Restpy:ProxyHops"] = "0" })));
        Assert.NotNull(ClientAddress.Refusal(Settings(new(OneHop) { ["Restpy:ProxyHops"] = "many" })));
    }

    private static async Task<string> AddressAsync(
        Dictionary<string, string?> settings, string socket, string? forwarded, Action<IHeaderDictionary>? more = null)
    {
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(socket) } };
        if (forwarded is not null) http.Request.Headers["X-Forwarded-For"] = forwarded;
        more?.Invoke(http.Request.Headers);
        if (ClientAddress.Options(Settings(settings)) is { } options)
            await new ForwardedHeadersMiddleware(
                _ => Task.CompletedTask, NullLoggerFactory.Instance, Options.Create(options)).Invoke(http);
        return http.Ip();
    }

    private static IConfiguration Settings(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
}
