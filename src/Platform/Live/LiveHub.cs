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
    private readonly ConcurrentDictionary<Guid, Channel<LiveMessage>> _streams = new();
    private readonly List<Action<LiveMessage>> _listeners = [];

    /// <summary>Calls back for every event of every restaurant, in order; for caches. Must be quick and must not throw.</summary>
    public void Listen(Action<LiveMessage> listener)
    {
        lock (_listeners) _listeners.Add(listener);
    }

    public int Streams => _streams.Count;

    internal void Publish(IReadOnlyList<LiveMessage> messages)
    {
        foreach (var message in messages)
        {
            foreach (var listener in _listeners) listener(message);
            foreach (var stream in _streams.Values) stream.Writer.TryWrite(message);
        }
    }

    internal Subscription Subscribe()
    {
        // A reader this far behind is gone; it reconnects and resumes from the database.
        var channel = Channel.CreateBounded<LiveMessage>(new BoundedChannelOptions(2000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        var id = Guid.NewGuid();
        _streams[id] = channel;
        return new(channel.Reader, () => _streams.TryRemove(id, out _));
    }

    internal sealed record Subscription(ChannelReader<LiveMessage> Reader, Action End) : IDisposable
    {
        public void Dispose() => End();
    }
}
