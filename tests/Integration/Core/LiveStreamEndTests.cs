using Restpy.Platform.Events;
using Restpy.Platform.Live;
using Restpy.TestSupport;
using Xunit;

namespace Restpy.IntegrationTests.Core;

/// <summary>A stream is no way around the end of a session, nor a way to fill the server.</summary>
public sealed class LiveStreamEndTests(SharedProducts products)
{
    private const string Manager = "manager@spice-garden.example";

    [Theory, OnBothDatabases]
    public async Task The_stream_of_a_session_that_ended_ends(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        using var person = await restpy.SignInAsync(Manager);
        await using var reader = new EventReader(person, "orders");
        await reader.ConnectAsync();
        var page = await person.PageAsync("/staff/choose");
        await person.SubmitAsync(page, "form", url: "/sign-out");
        for (var i = 0; i < 120 && !reader.Ended; i++) await Task.Delay(100);
        Assert.True(reader.Ended);
    }

    [Theory, OnBothDatabases]
    public async Task The_stream_of_a_session_that_ended_ends_on_a_busy_evening_too(DatabaseKind kind)
    {
        var restpy = await products.OnAsync(kind);
        using var person = await restpy.SignInAsync(Manager);
        await using var reader = new EventReader(person, "orders");
        await reader.ConnectAsync();
        await person.SubmitAsync(await person.PageAsync("/staff/choose"), "form", url: "/sign-out");
        // Something happens all the time, also in other restaurants: there is never a quiet moment to think of the
        // session.
        for (var i = 0; i < 24 && !reader.Ended; i++)
        {
            await LiveStreamTests.RingOnceAsync(restpy, "busy", 1, i % 2 == 0 ? "spice-garden" : "maison-lumiere");
            await Task.Delay(500);
        }
        Assert.True(reader.Ended);
    }

    [Fact]
    public async Task A_session_has_so_many_streams_and_a_further_one_ends_the_oldest()
    {
        var restpy = await products.OnAsync(DatabaseKind.Sqlite);
        using var person = await restpy.SignInAsync(Manager);
        var readers = Enumerable.Range(0, LiveHub.MostOfOne + 2).Select(_ => new EventReader(person, "tabs")).ToList();
        foreach (var reader in readers) await reader.ConnectAsync();
        for (var i = 0; i < 50 && !readers[1].Ended; i++) await Task.Delay(100);
        Assert.Equal([.. Enumerable.Repeat(true, 2), .. Enumerable.Repeat(false, LiveHub.MostOfOne)],
            readers.Select(r => r.Ended));
        foreach (var reader in readers) await reader.DisposeAsync();
    }

    [Fact]
    public void An_address_has_so_many_streams_and_no_more()
    {
        var hub = new LiveHub();
        var streams = Enumerable.Range(0, LiveHub.MostOfAnAddress).Select(i => hub.Subscribe($"phone {i}", "here")!)
            .ToList();
        Assert.All(streams, Assert.NotNull);
        Assert.Null(hub.Subscribe("one more", "here"));
        Assert.NotNull(hub.Subscribe("one more", "there"));
        streams[0].Dispose();
        Assert.NotNull(hub.Subscribe("one more", "here"));
    }
}
