using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Platform.Gates;

/// <summary>What a gate refused, as the activity log words it.</summary>
public enum SecurityEvent
{
    /// <summary>More requests than a bucket holds.</summary>
    Throttled,

    /// <summary>A signed-in person without the permission.</summary>
    Forbidden,

    /// <summary>A change without the form token, or sent by another site.</summary>
    Forged,

    /// <summary>From an address that is not on the list; the session it ends is the log entry.</summary>
    Address,

    /// <summary>A program's token that is unknown, over, or brought where none is taken.</summary>
    Token,
}

/// <summary>
/// Refused requests, written into the activity log: one entry for each who, what and window of time, with how many
/// there were.
/// Nobody who floods can fill the log or the memory: what is counted is bounded, and beyond that added up under one
/// name.
/// </summary>
public sealed class SecurityEvents(IServiceScopeFactory scopes, TimeProvider time, ILogger<SecurityEvents> log)
    : BackgroundService
{
    /// <summary>The next entry about the same comes after this at the earliest.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Of one kind in one restaurant, in one window; the others are one entry together.</summary>
    internal const int MostOfAKind = 20;

    private const int MostKeys = 5000;
    private const int MostAtOnce = 200;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Key, Seen> _seen = new();
    private readonly ConcurrentDictionary<(Guid?, SecurityEvent), int> _ofAKind = new();
    private readonly long[] _all = new long[Enum.GetValues<SecurityEvent>().Length];

    /// <summary>How many this process has refused since it began.</summary>
    public long Count(SecurityEvent kind) => Interlocked.Read(ref _all[(int)kind]);

    /// <summary>Counts what stands in the log by itself.</summary>
    public void Refused(SecurityEvent kind) => Interlocked.Increment(ref _all[(int)kind]);

    /// <param name="http">What was refused.</param>
    /// <param name="kind">Why.</param>
    /// <param name="why">A word of ours: the bucket, the permission.</param>
    public void Note(HttpContext http, SecurityEvent kind, string why)
    {
        var session = http.Session();
        var scope = http.RequestServices.GetRequiredService<WorkScope>();
        var actor = scope.Actor
            ?? (session is null ? new(ActorKind.Guest, null, "unknown", "none", http.Ip(), http.UserAgent())
                : http.StaffActor(session));
        Note(kind, scope.RestaurantId ?? session?.RestaurantId, scope.BranchId ?? session?.BranchId, actor,
            $"{Method(http)} {Pattern(http)}", why, session?.PersonId.ToString() ?? http.NetworkPrefix());
    }

    internal void Note(SecurityEvent kind, Guid? restaurant, Guid? branch, Actor actor, string what, string why,
        string who)
    {
        Refused(kind);
        var key = new Key(restaurant, kind, who);
        if (!_seen.ContainsKey(key) && !MayBegin(key)) key = key with { Who = "" };
        var seen = _seen.GetOrAdd(key, k => new(branch, k.Who.Length > 0 ? actor : actor with
        {
            PersonId = null,
            Name = "several",
            Role = "none",
            Ip = "",
            UserAgent = "",
        }, what, why));
        Interlocked.Increment(ref seen.Count);
    }

    /// <summary>Writes what has come since the last time, where its window allows.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        var (now, written) = (time.GetUtcNow(), 0);
        foreach (var (key, seen) in _seen)
        {
            if (now < seen.Next) continue;
            var count = Interlocked.Exchange(ref seen.Count, 0);
            if (count == 0)
            {
                // Nothing for a whole window: the next begins a new one.
                if (_seen.TryRemove(key, out _))
                    _ofAKind.AddOrUpdate((key.Restaurant, key.Kind), 0, (_, known) => Math.Max(0, known - 1));
                continue;
            }
            if (written++ == MostAtOnce)
            {
                Interlocked.Add(ref seen.Count, count);
                return;
            }
            try
            {
                await WriteAsync(key, seen, count, ct);
                seen.Next = now + Window;
            }
            catch
            {
                Interlocked.Add(ref seen.Count, count);
                throw;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await FlushAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                log.LogWarning(problem,
                    "Refused requests could not be written into the activity log and are tried again.");
            }
        }
    }

    private bool MayBegin(Key key)
    {
        if (_seen.Count >= MostKeys) return false;
        var kind = (key.Restaurant, key.Kind);
        if (_ofAKind.AddOrUpdate(kind, 1, (_, known) => known + 1) <= MostOfAKind) return true;
        _ofAKind.AddOrUpdate(kind, 0, (_, known) => known - 1);
        return false;
    }

    private async Task WriteAsync(Key key, Seen seen, long count, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<WorkScope>().Enter(key.Restaurant, seen.Branch, seen.Actor);
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        db.Act(Word(key.Kind), "Endpoint", Guid.Empty, seen.What, $"{seen.Why} × {count}");
        await db.SaveChangesAsync(ct);
        var work = scope.ServiceProvider.GetRequiredService<WorkScope>();
        using var ids = log.BeginScope(new WorkLogScope(work, null));
        log.LogWarning("Refused as {Kind}: {Count} requests to {Endpoint} ({Why}).", key.Kind, count, seen.What,
            seen.Why);
    }

    internal static string Word(SecurityEvent kind) => $"security.{kind.ToString().ToLowerInvariant()}";

    private static string Method(HttpContext http) =>
        HttpMethods.GetCanonicalizedValue(http.Request.Method) is var method && method.Length <= 7
            && method.All(char.IsAsciiLetterUpper) ? method : "?";

    /// <summary>
    /// As the endpoint table writes it: an address as sent holds tokens, and whatever a stranger typed.
    /// </summary>
    private static string Pattern(HttpContext http) =>
        http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } text } ? "/" + text.TrimStart('/')
            : "elsewhere";

    private readonly record struct Key(Guid? Restaurant, SecurityEvent Kind, string Who);

    private sealed class Seen(Guid? branch, Actor actor, string what, string why)
    {
        public Guid? Branch => branch;
        public Actor Actor => actor;
        public string What => what;
        public string Why => why;
        public long Count;
        public DateTimeOffset Next = DateTimeOffset.MinValue;
    }
}
