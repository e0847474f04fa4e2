using System.Net;
using System.Net.Sockets;

namespace Restpy.TestSupport;

/// <summary>A port nobody listens on at this moment, for a process that must be told one.</summary>
public static class FreePort
{
    public static int Find()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
