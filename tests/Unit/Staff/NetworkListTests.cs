using System.Net;
using Restpy.Kernel;
using Restpy.Staff.Networks;
using Xunit;

namespace Restpy.UnitTests.Staff;

public sealed class NetworkListTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("203.0.113.0/24", "203.0.113.255", true)]
    [InlineData("203.0.113.0/24", "203.0.114.0", false)]
    [InlineData("203.0.113.77/24", "203.0.113.1", true)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3", true)]
    [InlineData("10.1.2.3", "::10.1.2.3", false)]
    [InlineData("2001:db8::/48", "2001:db8:0:ffff::1", true)]
    [InlineData("2001:db8::/48", "2001:db8:1::1", false)]
    [InlineData("2001:db8::/47", "2001:db8:1::1", true)]
    [InlineData("2001:0DB8:0000::0001", "2001:db8::1", true)]
    [InlineData("0.0.0.0/0", "203.0.113.7", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("203.0.113.7/32", "203.0.113.7", true)]
    [InlineData("203.0.113.6/31", "203.0.113.7", true)]
    [InlineData("203.0.113.6/31", "203.0.113.8", false)]
    [InlineData("192.0.2.1\n 203.0.113.7 \r\n2001:db8::1", "203.0.113.7", true)]
    [InlineData("192.0.2.1, 203.0.113.7", "203.0.113.7", true)]
    [InlineData("", "203.0.113.7", true)]
    [InlineData(" \n ", "2001:db8::1", true)]
    public void An_address_is_in_a_list_or_not(string list, string address, bool allowed)
    {
        var read = NetworkList.Read(list);
        Assert.True(read.Ok);
        Assert.Equal(allowed, read.Value!.Allows(IPAddress.Parse(address)));
        // What is kept says the same as what was typed.
        Assert.Equal(allowed, NetworkList.Read(read.Value.ToString()).Value!.Allows(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("everybody")]
    [InlineData("203.0.113.7:8080")]
    [InlineData("203.0.113.7/33")]
    [InlineData("203.0.113.7/-1")]
    [InlineData("203.0.113.7/ 24")]
    [InlineData("203.0.113.7/024")]
    [InlineData("203.0.113.7/")]
    [InlineData("203.0.113.7/24/8")]
    [InlineData("203.0.113.0-203.0.113.9")]
    [InlineData("010.0.0.1")]
    [InlineData("10.1")]
    [InlineData("1")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("2001:db8::/129")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[2001:db8::1]")]
    [InlineData("::ffff:10.0.0.0/90")]
    [InlineData("*")]
    [InlineData("192.0.2.1\nnonsense")]
    public void What_cannot_be_read_is_refused_as_a_whole(string list)
    {
        var read = NetworkList.Read(list);
        Assert.IsType<NetworkUnreadable>(read.Error);
    }

    [Fact]
    public void A_list_has_an_end() =>
    Assert.IsType<TooManyNetworks>(
        NetworkList.Read(string.Join('\n', Enumerable.Range(0, 51).Select(i => $"10.0.{i}.0/24"))).Error);

    [Fact]
    public void A_persons_list_replaces_their_roles_list_and_an_unreadable_one_allows_nobody()
    {
        var person = Guid.NewGuid();
        var (office, home) = (IPAddress.Parse("203.0.113.7"), IPAddress.Parse("198.51.100.1"));
        Dictionary<string, string> lists = new() { ["role:Accountant"] = "203.0.113.0/24" };
        Assert.Equal((true, false),
            (AllowedNetworkCache.Allows(lists, Role.Accountant, person, office),
                AllowedNetworkCache.Allows(lists, Role.Accountant, person, home)));
        Assert.True(AllowedNetworkCache.Allows(lists, Role.Waiter, person, home));
        lists[$"person:{person}"] = "198.51.100.1";
        Assert.Equal((false, true),
            (AllowedNetworkCache.Allows(lists, Role.Accountant, person, office),
                AllowedNetworkCache.Allows(lists, Role.Accountant, person, home)));
        lists[$"person:{person}"] = "";
        Assert.True(AllowedNetworkCache.Allows(lists, Role.Accountant, person, office));
        lists["role:Accountant"] = "203.0.113.0/24\nspoiled";
        Assert.False(AllowedNetworkCache.Allows(lists, Role.Accountant, person, office));
    }
}
