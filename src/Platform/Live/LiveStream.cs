using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Events;
using Restpy.Platform.Gates;

namespace Restpy.Platform.Live;

/// <summary>
/// A server-sent event stream of one restaurant's events. A client that comes back with Last-Event-ID misses nothing:
/// it is subscribed first, then served from the outbox, then from the subscription, each event once.
/// </summary>
public sealed class LiveStream(RestpyDb db, LiveHub hub, WorkScope scope, ISessions sessions, ITablets tablets,
    IApiTokens tokens, INetworks networks, TimeProvider time)
{
    internal const int Page = 1000;
    private const int MostTopics = 12;

    /// <summary>What is published when people may do something else than before.</summary>
    public const string RightsTopic = "rights";

    /// <summary>On that topic: one person or one tablet was signed out, or one token ended.</summary>
    public const string Left = "Left";

    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(5);

    /// <param name="http">The request; its session, if any, must stay alive for the stream to go on.</param>
    /// <param name="topics">The topics this listener may hear.</param>
    /// <param name="subject">Only events about this thing, for a guest who may follow one order.</param>
    /// <param name="ct">Ends the stream.</param>
    public IResult Follow(HttpContext http, IReadOnlySet<string> topics, Guid? subject, CancellationToken ct)
    {
        // The operator stands in no restaurant, so there is nothing to follow.
        if (scope.RestaurantId is null) return TypedResults.NotFound();
        var subscription = hub.Subscribe(
            http.Session()?.Id ?? http.Tablet()?.Id ?? http.Guest() ?? http.NetworkPrefix(), http.NetworkPrefix());
        if (subscription is null) return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        http.Response.RegisterForDispose(subscription);
        return TypedResults.ServerSentEvents(ItemsAsync(http, subscription, topics, subject, ct));
    }

    /// <summary>What was missed since Last-Event-ID, then what comes.</summary>
    private async IAsyncEnumerable<SseItem<string>> ItemsAsync(HttpContext http, LiveHub.Subscription subscription,
        IReadOnlySet<string> topics, Guid? subject, [EnumeratorCancellation] CancellationToken ct)
    {
        var asked = http.Request.Headers["Last-Event-ID"].FirstOrDefault()
            ?? http.Request.Query["after"].FirstOrDefault();
        var removed = await Sequencer.RemovedAsync(db, ct);
        var newest = Math.Max(await Stored.MaxAsync(e => e.Position, ct) ?? 0, removed);
        // An id beyond the newest comes from before a restore: waiting for the stream to pass it would be deafness.
        var last = long.TryParse(asked, out var seen) ? Math.Min(seen, newest) : newest;
        if (last < removed)
        {
            // What it missed is not kept any more: anything it shows may have changed.
            foreach (var topic in topics.Take(MostTopics))
                yield return Change(new(newest, scope.Restaurant, null, topic, "Reset", subject ?? Guid.Empty, 0));
            last = newest;
        }
        if (last < newest)
            await foreach (var message in MissedAsync(last, ct))
            {
                last = message.Position;
                if (Concerns(message, topics, subject)) yield return Change(message);
            }
        yield return Beat(last) with { ReconnectionInterval = TimeSpan.FromSeconds(1) };
        await foreach (var item in ComingAsync(http, subscription, topics, subject, last, ct)) yield return item;
    }

    /// <summary>
    /// What comes. Whether the listener may still hear it is asked before each beat, and a beat is due by the clock:
    /// asked only when nothing comes, a busy evening would keep the stream of a session that ended.
    /// </summary>
    private async IAsyncEnumerable<SseItem<string>> ComingAsync(HttpContext http, LiveHub.Subscription subscription,
        IReadOnlySet<string> topics, Guid? subject, long last, [EnumeratorCancellation] CancellationToken ct)
    {
        var beaten = time.GetTimestamp();
        while (!ct.IsCancellationRequested)
        {
            var left = BeatEvery - time.GetElapsedTime(beaten);
            // A token says when it ends; a session moves its end with each gesture.
            if (http.Session() is { Token: not null } program && program.EndsAt - time.GetUtcNow() is var good
                && good < left) left = good;
            if (left <= TimeSpan.Zero)
            {
                if (!await IsHeardAsync(http, ct)) yield break;
                yield return Beat(last);
                beaten = time.GetTimestamp();
                continue;
            }
            if (await ComesAsync(subscription, left, ct) is not { } more) continue;
            if (!more) yield break;
            while (subscription.Reader.TryRead(out var message))
            {
                // Somebody's rights changed or somebody was signed out, perhaps this listener's: not only at the next
                // beat.
                if (message.Topic == RightsTopic && message.RestaurantId == scope.RestaurantId && IsMeant(http, message)
                    && !await IsHeardAsync(http, ct)) yield break;
                if (message.Position <= last || !Concerns(message, topics, subject)) continue;
                last = message.Position;
                yield return Change(message);
            }
        }
    }

    /// <summary>Hands change on tablets all evening; only the one who left has to be asked about.</summary>
    private static bool IsMeant(HttpContext http, LiveMessage message) =>
        (message.Kind == nameof(CodesEnded)) == (Source(http) is not null) && message.Kind != Left
            || http.Session()?.PersonId == message.SubjectId || http.Tablet()?.TabletId == message.SubjectId
            || http.Session()?.Token?.Id == message.SubjectId;

    private static IScopeSource? Source(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<IScopeSource>();

    private async Task<bool> IsHeardAsync(HttpContext http, CancellationToken ct) =>
        http.Session() is { Token.Shown: { } shown } program
        // Everything a request of it would be asked: its end, its maker, the networks; and whether it still may what it
        // might.
        ? await tokens.FindAsync(shown, http.Address(), ct) is { } found && found.RightsMark == program.RightsMark
        : (http.Session() is not { } session
            || (await sessions.IsAliveAsync(session, ct) && await networks.AllowsAsync(session, http.Address(), ct)))
        && (http.Tablet() is not { } tablet || await tablets.IsAliveAsync(tablet.Id, ct))
        && (Source(http) is not { } source || await source.IsStillOpenAsync(http, ct));

    /// <returns>Null: nothing came in this time. False: the stream is at its end.</returns>
    private static async Task<bool?> ComesAsync(
        LiveHub.Subscription subscription, TimeSpan patience, CancellationToken ct)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(ct);
        wait.CancelAfter(patience);
        try
        {
            return await subscription.Reader.WaitToReadAsync(wait.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private IQueryable<OutboxEvent> Stored => db.Set<OutboxEvent>().AsNoTracking().Where(e => e.Position != null);

    private async IAsyncEnumerable<LiveMessage> MissedAsync(
        long last, [EnumeratorCancellation] CancellationToken ct)
    {
        List<OutboxEvent> missed;
        do
        {
            missed = await Stored.Where(e => e.Position > last).OrderBy(e => e.Position).Take(Page).ToListAsync(ct);
            foreach (var message in missed.Select(LiveMessage.From))
            {
                last = message.Position;
                yield return message;
            }
        }
        while (missed.Count == Page);
    }

    private bool Concerns(LiveMessage message, IReadOnlySet<string> topics, Guid? subject) =>
        message.RestaurantId == scope.RestaurantId
        && (scope.BranchId is null || message.BranchId is null || message.BranchId == scope.BranchId)
        && topics.Contains(message.Topic)
        && (subject is null || message.SubjectId == subject);

    private static SseItem<string> Change(LiveMessage m) => new(JsonSerializer.Serialize(
        new { topic = m.Topic, kind = m.Kind, id = m.SubjectId, version = m.Version }, Answers.Json), "change")
    { EventId = m.Position.ToString(CultureInfo.InvariantCulture) };

    private SseItem<string> Beat(long last) =>
        new(time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), "beat")
        {
            EventId = last.ToString(CultureInfo.InvariantCulture),
        };
}
