using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>What a browser's EventSource relies on, and what no cache may keep.</summary>
public sealed class LiveStreamFormatTests(SharedProducts products)
{
    [Theory, OnBothDatabases]
    public async Task The_first_beat_has_an_id_and_says_when_to_come_back(DatabaseKind kind)
    {
        var person = await (await products.OnAsync(kind)).AsAsync(LiveStreamTests.Manager);
        using var answer = await person.Http.GetAsync(
            "/api/v1/live?topics=orders", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.True(answer.Headers.CacheControl!.NoStore);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var first = new List<string>();
        while (await lines.ReadLineAsync() is { Length: > 0 } line) first.Add(line);
        Assert.Contains("event: beat", first);
        Assert.Contains("retry: 1000", first);
        Assert.Contains(first, line => line.StartsWith("id: ", StringComparison.Ordinal));
        Assert.Contains(first, line => line.StartsWith("data: ", StringComparison.Ordinal));
    }
}
