using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Restpy.BrowserTests;

/// <summary>
/// The network cable of one device. Cut, it drops what is open and takes nothing new, as a dead access point does; a
/// browser's own offline switch leaves open streams running.
/// </summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> _open = new();
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private volatile bool _cut;

    public Wire(Uri target)
    {
        _target = target.Port;
        _listener.Start();
        Address = new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _ = AcceptAsync();
    }

    public Uri Address { get; }

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
            // The device was switched off.
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using var _ = client;
        _open[client] = _open[server] = 0;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream(), _end.Token), server.GetStream().CopyToAsync(client.GetStream(), _end.Token));
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
        finally
        {
            _open.TryRemove(client, out byte _);
            _open.TryRemove(server, out byte _);
        }
    }
}
