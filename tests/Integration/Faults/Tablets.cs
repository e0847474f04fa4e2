using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Faults;

/// <summary>
/// Tablets of one waiter, each sending one order after the other to whichever node answers, until it has an answer.
/// </summary>
internal sealed class Tablets(StaffClient waiter, object line, params Uri[] nodes) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private Task _all = Task.CompletedTask;
    private volatile bool _isAbandoned;

    /// <summary>Acknowledged: the order of each command.</summary>
    public ConcurrentDictionary<Guid, Guid> Done { get; } = new();

    /// <summary>How often each other answer came; 0 is none at all.</summary>
    public ConcurrentDictionary<int, int> Trouble { get; } = new();

    public void Begin(int tablets) => _all = Task.WhenAll(Enumerable.Range(0, tablets).Select(TabletAsync));

    /// <summary>Waits until so many more are acknowledged.</summary>
    public async Task MoreAsync(int more)
    {
        var wanted = Done.Count + more;
        for (var waited = 0; Done.Count < wanted; waited++)
        {
            Assert.True(waited < 1200,
                $"{Done.Count} of {wanted} orders after a minute: the service does not heal. "
                    + $"{string.Join(", ", Trouble)}");
            await Task.Delay(50);
        }
    }

    /// <summary>Each waits for the answer to its last order.</summary>
    public async Task EndAsync()
    {
        await _closing.CancelAsync();
        await _all.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> TryAsync(Uri node, Guid command)
    {
        try
        {
            return await waiter.CommandAsync(new Uri(node, "/api/v1/orders/send").ToString(), new
            {
                commandId = command, channel = "Takeaway", covers = 0, lines = new[] { line },
            });
        }
        catch (HttpRequestException)
        {
            return (0, default);
        }
    }

    /// <summary>A test that failed waits for nobody.</summary>
    public async ValueTask DisposeAsync()
    {
        _isAbandoned = true;
        await EndAsync();
        _closing.Dispose();
    }

    private async Task TabletAsync(int tablet)
    {
        while (!_closing.IsCancellationRequested)
        {
            var command = Guid.CreateVersion7();
            for (var tries = tablet; ; tries++)
            {
                var (status, body) = await TryAsync(nodes[tries % nodes.Length], command);
                if (status == HttpStatusCode.OK)
                {
                    Done[command] = body.GetProperty("orderId").GetGuid();
                    break;
                }
                Trouble.AddOrUpdate((int)status, 1, (_, n) => n + 1);
                if (_isAbandoned) return;
                await Task.Delay(50);
            }
        }
    }
}
