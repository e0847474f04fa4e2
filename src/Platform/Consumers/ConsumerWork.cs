using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Jobs;

namespace Restpy.Platform.Consumers;

/// <summary>
/// One consumer's rounds. First the events since its place in the stream become deliveries, in the transaction that
/// moves the place on; then each delivery that is due is counted, tried, and removed once it is done. A failure pauses
/// its own delivery and no other.
/// </summary>
internal sealed class ConsumerWork(string name, IReadOnlyList<ConsumedEvent> consumed, IServiceScopeFactory scopes,
    JobLeader lead, TimeProvider time, ILogger log) : IDisposable
{
    private const int ReadAtOnce = 500;
    private const int TriedAtOnce = 20;

    private readonly Dictionary<(string Topic, string Kind), ConsumedEvent> _consumed =
        consumed.ToDictionary(c => EventTypes.StoredAs(c.Event));

    private readonly SemaphoreSlim _round = new(1);

    public void Dispose() => _round.Dispose();

    /// <summary>One round; nothing where another node leads.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        if (lead.LeaderTerm is not { } term) return;
        await _round.WaitAsync(ct);
        try
        {
            while (await TakeOverAsync(term, ct) == ReadAtOnce) ct.ThrowIfCancellationRequested();
            foreach (var delivery in await DueAsync(term, ct))
                await EndAsync(term, delivery.Id, await TryAsync(delivery, ct), ct);
        }
        finally
        {
            _round.Release();
        }
    }

    /// <returns>How many events were looked at.</returns>
    private async Task<int> TakeOverAsync(LeaderTerm term, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        var place = await db.Set<ConsumerCursor>().FirstOrDefaultAsync(c => c.Name == name, ct);
        // Asked without a transaction first: nearly always there is nothing.
        var news = await StoredEvents.AfterAsync(db, place?.Position ?? 0, ReadAtOnce, ct);
        if (news.Count == 0) return 0;
        await using var work = await db.BeginAsync(ct);
        await term.LockAsync(work, ct);
        if (place is null) db.Add(place = new ConsumerCursor { Name = name });
        place.MoveTo(news[^1].Position!.Value);
        var now = time.GetUtcNow();
        foreach (var happened in news)
            if (happened.Data.Length > 0 && _consumed.ContainsKey((happened.Topic, happened.Kind)))
                db.Add(Delivery.Of(name, happened, now));
        await db.SaveChangesAsync(ct);
        await work.CommitAsync(ct);
        return news.Count;
    }

    private async Task<List<Delivery>> DueAsync(LeaderTerm term, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        if (!consumed.All(c => c.IsReady(services))) return [];
        var db = services.GetRequiredService<RestpyDb>();
        var now = time.GetUtcNow();
        var due = db.Set<Delivery>().Where(d => d.Consumer == name && d.NextAt <= now);
        if (!await due.AnyAsync(ct)) return [];
        await using var work = await db.BeginAsync(ct);
        await term.LockAsync(work, ct);
        var taken = await due.OrderBy(d => d.NextAt).ThenBy(d => d.Id).Take(TriedAtOnce).ToListAsync(ct);
        foreach (var delivery in taken) delivery.Take(now);
        await db.SaveChangesAsync(ct);
        await work.CommitAsync(ct);
        return taken;
    }

    /// <returns>Null when the consumer is done with it, or the name of what kept it from that.</returns>
    private async Task<string?> TryAsync(Delivery delivery, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<WorkScope>()
            .Enter(delivery.OfRestaurantId, delivery.OfBranchId, Actor.System(name));
        try
        {
            var to = _consumed[(delivery.Topic, delivery.Kind)];
            var happened = EventTypes.Read(to.Event, delivery.Data);
            Task<Outcome<Done>> RunAsync() => to.ConsumeAsync(services, happened, ct);
            // In a restaurant the delivery is the command: what was saved for it once is not saved again.
            var done = delivery.OfRestaurantId is null ? await RunAsync()
                : await services.GetRequiredService<Commands>().OnceAsync(delivery.Id, happened, RunAsync, ct);
            return done.Error?.GetType().Name;
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            log.LogWarning(problem, "{Consumer} failed at {Event} and tries again.", name, delivery.Kind);
            return problem.GetType().Name;
        }
    }

    private async Task EndAsync(LeaderTerm term, Guid id, string? error, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<RestpyDb>();
        await using var work = await db.BeginAsync(ct);
        await term.LockAsync(work, ct);
        if (await db.Set<Delivery>().FirstOrDefaultAsync(d => d.Id == id, ct) is not { } delivery) return;
        if (error is null) db.Remove(delivery);
        else delivery.Failed(error);
        await db.SaveChangesAsync(ct);
        await work.CommitAsync(ct);
    }
}
