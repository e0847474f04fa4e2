using System.Collections.Concurrent;
using System.Threading.Channels;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Live;

namespace Restpy.Platform.Events;

/// <summary>
/// What a screen is told: where in the stream, what kind of fact, about which thing, at which version.
/// </summary>
public sealed record LiveMessage(
    long Position, Guid RestaurantId, Guid? BranchId, string Topic, string Kind, Guid SubjectId, long Version)
{
    internal static LiveMessage From(OutboxEvent e) =>
        new(e.Position!.Value, e.RestaurantId, e.BranchId, e.Topic, e.Kind, e.SubjectId, e.SubjectVersion);
}

/// <summary>Hands sequenced events to the streams and listeners of this process.</summary>
public sealed class LiveHub
{
    internal const int Waiting = 2000;

    /// <summary>
    /// Tabs of one session or one phone; a further one ends the oldest, which may be a link nobody has noticed to be
    /// dead.
    /// </summary>
    internal const int MostOfOne = 24;

    /// <summary>A full restaurant behind one Wi-Fi, and its tablets.</summary>
    internal const int MostOfAnAddress = 400;

    private readonly ConcurrentDictionary<Guid, Stream> _streams = new();
    private readonly Lock _listening = new();
    private readonly Lock _subscribing = new();
    private Action<LiveMessage>[] _listeners = [];

    /// <summary>
    /// Calls back for every event of every restaurant, in order; for caches. Must be quick and must not throw.
    /// </summary>
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
                if (!stream.Messages.Writer.TryWrite(message)) stream.End();
        }
    }

    /// <param name="listener">Session or phone; the address of one that brings no cookie.</param>
    /// <param name="address">Where it calls from.</param>
    /// <returns>Null when too many streams go to this address already.</returns>
    internal Subscription? Subscribe(string listener, string address)
    {
        // A reader this far behind gets what waits for it and then the end of the stream: it comes back with the last
        // id it saw and resumes from the database. Dropping messages instead would be a gap nobody notices.
        var stream = new Stream(listener, address, Channel.CreateBounded<LiveMessage>(new BoundedChannelOptions(Waiting)
        {
            FullMode = BoundedChannelFullMode.Wait, SingleReader = true,
        }));
        var id = Id.New();
        lock (_subscribing)
        {
            if (_streams.Values.Count(s => s.Address == address) >= MostOfAnAddress) return null;
            var own = _streams.Where(s => s.Value.Listener == listener).OrderBy(s => s.Key).ToList();
            foreach (var (old, oldest) in own.Take(own.Count - MostOfOne + 1))
            {
                oldest.End();
                _streams.TryRemove(old, out _);
            }
            _streams[id] = stream;
        }
        return new(stream.Messages.Reader, () => _streams.TryRemove(id, out _));
    }

    private sealed record Stream(string Listener, string Address, Channel<LiveMessage> Messages)
    {
        public void End() => Messages.Writer.TryComplete();
    }

    internal sealed record Subscription(ChannelReader<LiveMessage> Reader, Action End) : IDisposable
    {
        public void Dispose() => End();
    }
}
