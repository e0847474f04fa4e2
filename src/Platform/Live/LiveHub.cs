using System.Collections.Concurrent;
using System.Threading.Channels;
using Restpy.Platform.Data;

namespace Restpy.Platform.Live;

/// <summary>What a screen is told: where in the stream, what kind of fact, about which thing, at which version.</summary>
public sealed record LiveMessage(long Position, Guid RestaurantId, Guid? BranchId, string Topic, string Kind, Guid SubjectId, long Version)
{
    internal static LiveMessage From(OutboxEvent e) => new(e.Position!.Value, e.RestaurantId, e.BranchId, e.Topic, e.Kind, e.SubjectId, e.SubjectVersion);
}

/// <summary>Hands sequenced events to the streams and listeners of this process.</summary>
public sealed class LiveHub
{
    internal const int Waiting = 2000;

    private readonly ConcurrentDictionary<Guid, Channel<LiveMessage>> _streams = new();
    private readonly Lock _listening = new();
    private Action<LiveMessage>[] _listeners = [];

    /// <summary>Calls back for every event of every restaurant, in order; for caches. Must be quick and must not throw.</summary>
    public void Listen(Action<LiveMessage> listener)
    {
        // A new array each time: a commit may be telling the listeners at this very moment.
        lock (_listening) _listeners = [.. _listeners, listener];
    }

    public int Streams => _streams.Count;

    internal void Publish(IReadOnlyList<LiveMessage> messages)
    {
        foreach (var message in messages)
        {
            foreach (var listener in _listeners) listener(message);
            foreach (var (_, stream) in _streams)
                if (!stream.Writer.TryWrite(message)) stream.Writer.TryComplete();
        }
    }

    internal Subscription Subscribe()
    {
        // A reader this far behind gets what waits for it and then the end of the stream: it comes back with the last id it
        // saw and resumes from the database. Dropping messages instead would be a gap nobody notices.
        var channel = Channel.CreateBounded<LiveMessage>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
        var id = Guid.NewGuid();
        _streams[id] = channel;
        return new(channel.Reader, () => _streams.TryRemove(id, out _));
    }

    internal sealed record Subscription(ChannelReader<LiveMessage> Reader, Action End) : IDisposable
    {
        public void Dispose() => End();
    }
}
