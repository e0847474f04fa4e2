using System.Collections.Concurrent;
using System.Text.Json;
using Restpy.TestSupport;

namespace Restpy.IntegrationTests.Core;

/// <summary>
/// Listens to a live stream as a browser does: remembers the last id, comes back with it, drops nothing.
/// </summary>
internal sealed class EventReader(PageClient person, string topics, string address = "/api/v1/live") : IAsyncDisposable
{
    private CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;

    public string? LastId { get; set; }

    /// <summary>Subject ids of the changes heard, in the order heard, over all connections.</summary>
    public ConcurrentQueue<Guid> Heard { get; } = [];

    /// <summary>Kinds of all changes heard, also of those no test rang.</summary>
    public ConcurrentQueue<string> Kinds { get; } = [];

    public bool Ended => _reading.IsCompleted;

    /// <summary>Connects and waits for the first beat: from then on nothing may be missed.</summary>
    public async Task ConnectAsync()
    {
        _stop = new();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}?topics={topics}");
        request.Headers.Add("Accept", "text/event-stream");
        if (LastId is not null) request.Headers.Add("Last-Event-ID", LastId);
        var answer = await person.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        var ready = new TaskCompletionSource();
        _reading = ReadAsync(answer, ready, _stop.Token);
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async Task LeaveAsync()
    {
        await _stop.CancelAsync();
        await _reading;
    }

    /// <summary>Waits until so many different things were heard of, or ten seconds have brought nothing new.</summary>
    public async Task WaitForAsync(int count)
    {
        var before = -1;
        while (Heard.Count < count && Heard.Count != before)
        {
            before = Heard.Count;
            for (var i = 0; i < 100 && Heard.Count < count; i++) await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync() => await LeaveAsync();

    private async Task ReadAsync(HttpResponseMessage answer, TaskCompletionSource ready, CancellationToken stop)
    {
        try
        {
            using (answer)
            using (var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(stop)))
            {
                var (id, kind, data) = ("", "", "");
                while (await lines.ReadLineAsync(stop) is { } line)
                {
                    if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
                    else if (line.StartsWith("event: ", StringComparison.Ordinal)) kind = line[7..];
                    else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
                    else if (line.Length == 0 && data.Length > 0)
                    {
                        LastId = id;
                        if (kind == "change") Hear(data);
                        else ready.TrySetResult();
                        data = "";
                    }
                }
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or HttpRequestException)
        {
            // The link broke; what counts is what was heard until then.
        }
        ready.TrySetResult();
    }

    private void Hear(string data)
    {
        var change = JsonSerializer.Deserialize<JsonElement>(data);
        Kinds.Enqueue(change.GetProperty("kind").GetString()!);
        if (change.GetProperty("kind").GetString() == "TestRang") Heard.Enqueue(change.GetProperty("id").GetGuid());
    }
}
