using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Restpy.TestSupport;

/// <summary>
/// A network cable: of a device to the restaurant, or of a node to its PostgreSQL. Cut, it drops what is open and takes
/// nothing new, as a dead access point does; a browser's own offline switch leaves open streams running.
/// </summary>
public sealed class Cable : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private volatile bool _cut;

    /// <param name="target">A port of this machine.</param>
    public Cable(int target)
    {
        _target = target;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The restaurant at the other end.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}/");

    /// <summary>To the server of a connection string.</summary>
    public static Cable To(string connectionString) => new(new NpgsqlConnectionStringBuilder(connectionString).Port);

    /// <returns>The same connection, over this cable.</returns>
    public string Over(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Port = Port, Timeout = 5 }.ToString();

    public void Cut()
    {
        _cut = true;
        foreach (var client in _open.Keys) client.Close();
    }

    public void Mend() => _cut = false;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Cut();
        _listener.Stop();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                if (_cut) client.Close();
                else _ = RelayAsync(client);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient();
        (_open[client], _open[server]) = (0, 0);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            var (near, far) = (client.GetStream(), server.GetStream());
            await Task.WhenAny(near.CopyToAsync(far, _end.Token), far.CopyToAsync(near, _end.Token));
        }
        catch (Exception gone)
        when (gone is IOException or OperationCanceledException or SocketException or ObjectDisposedException
            or InvalidOperationException)
        {
            // Cut in the middle of a word.
        }
        client.Close();
        _open.TryRemove(client, out _);
        _open.TryRemove(server, out _);
    }
}
