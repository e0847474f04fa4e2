using System.Net.Http.Json;

namespace Restpy.Bench.Load;

/// <summary>The same order, sent to the bare program.</summary>
internal sealed class FloorWaiter(Server server, string path = "/order") : IDisposable
{
    private static readonly object[] Lines = [.. Enumerable.Range(0, 3).Select(_ => new
    {
        itemId = Guid.CreateVersion7(), quantity = 1, note = "",
    })];
    private readonly HttpClient _http = new() { BaseAddress = server.Address };

    public async Task SendAsync()
    {
        using var answer = await _http.PostAsJsonAsync(path, new
        {
            commandId = Guid.CreateVersion7(), covers = 0, lines = Lines,
        });
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
