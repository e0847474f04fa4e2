using System.Net;
using System.Net.Sockets;
using Restpy.Kernel;

namespace Restpy.Staff.Networks;

/// <summary>What was typed is no address and no network.</summary>
internal sealed record NetworkUnreadable(string Typed) : Error(ErrorKind.Invalid);

internal sealed record TooManyNetworks(int Most) : Error(ErrorKind.Invalid);

/// <summary>
/// Addresses and networks, IPv4 and IPv6, one a line: 203.0.113.7, 10.20.0.0/16, 2001:db8::/48. Without any it lets
/// everybody in.
/// </summary>
internal sealed class NetworkList
{
    public const int Most = 50;
    private const int LongestLine = 60;
    private readonly IReadOnlyList<IPNetwork> _networks;

    private NetworkList(IReadOnlyList<IPNetwork> networks) => _networks = networks;

    public bool IsEmpty => _networks.Count == 0;

    public bool Allows(IPAddress address) => IsEmpty || _networks.Any(n => n.Contains(address));

    /// <summary>As it is kept and shown: one a line, each by its first address.</summary>
    public override string ToString() => string.Join('\n', _networks);

    public static Outcome<NetworkList> Read(string? text)
    {
        var networks = new List<IPNetwork>();
        foreach (var line in (text ?? "")
            .Split(['\n', '\r', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (One(line) is not { } network)
                return new NetworkUnreadable(CleanText.Cut(line, LongestLine)) { Field = "networks" };
            if (!networks.Contains(network)) networks.Add(network);
            if (networks.Count > Most) return new TooManyNetworks(Most) { Field = "networks" };
        }
        return new NetworkList(networks);
    }

    private static IPNetwork? One(string line)
    {
        var parts = line.Split('/');
        if (parts.Length > 2 || !IPAddress.TryParse(parts[0], out var address) || !IsWritten(parts[0], address))
            return null;
        var all = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var bits = all;
        // A sign, a blank or a zero in front would be taken as a number as well.
        if (parts.Length == 2
            && (!int.TryParse(parts[1], System.Globalization.NumberStyles.None, null, out bits) || bits > all
                || parts[1] != bits.ToString(System.Globalization.CultureInfo.InvariantCulture))) return null;
        if (address.IsIPv4MappedToIPv6)
        {
            // An IPv4 address in the clothes of IPv6: compared as what it is.
            if (bits < 96) return null;
            (address, bits) = (address.MapToIPv4(), bits - 96);
        }
        return new(First(address, bits), bits);
    }

    /// <summary>
    /// The framework also reads 010.1 and 1 as addresses, and not as those a person means; and what belongs to one
    /// machine's interfaces alone.
    /// </summary>
    private static bool IsWritten(string text, IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.ToString() == text
        : !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal);

    /// <summary>People write the address of one machine and the size of its network.</summary>
    private static IPAddress First(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(bits - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - kept));
        }
        return new(bytes);
    }
}
