using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Consumers;
using Restpy.Platform.Data;
using Restpy.TestSupport;

namespace Restpy.IntegrationTests.Consumers;

internal sealed record BellRang(Guid BellId) : IEvent
{
    string IEvent.Topic => "test";
    Guid IEvent.SubjectId => BellId;
}

internal sealed record BellBroken() : Error(ErrorKind.Refused);

/// <summary>What the consumer of a test was given, and how often it is to fail.</summary>
internal sealed class Bells
{
    public ConcurrentQueue<(Guid Bell, Guid? Restaurant)> Heard { get; } = [];

    public ConcurrentDictionary<Guid, int> FailuresLeft { get; } = [];

    /// <summary>Fails after its change was saved, not before.</summary>
    public bool FailsAfterSave { get; set; }

    public static Task<TestProduct> StartAsync(DatabaseKind kind, Bells bells) =>
        TestProduct.StartAsync(kind, services => services.AddSingleton(bells)
            .AddConsumer<RingConsumer, BellRang>("bells"));

    public static Task<Guid> RingAsync(TestProduct restpy, string slug = "spice-garden") =>
        restpy.InAsync(slug, null, async services =>
    {
        var db = services.GetRequiredService<RestpyDb>();
        var bell = Id.New();
        db.Publish(new BellRang(bell));
        await db.SaveChangesAsync(default);
        return bell;
    });
}

internal sealed class RingConsumer(RestpyDb db, Bells bells) : IEventConsumer<BellRang>
{
    public async Task<Outcome<Done>> ConsumeAsync(BellRang happened, CancellationToken ct)
    {
        bells.Heard.Enqueue((happened.BellId, db.Scope.RestaurantId));
        var fails = bells.FailuresLeft.AddOrUpdate(happened.BellId, -1, (_, left) => left - 1) >= 0;
        if (fails && !bells.FailsAfterSave) return new BellBroken();
        await using var work = await db.BeginAsync(ct);
        db.Act("test.bell-heard", "Bell", happened.BellId);
        await work.SaveAsync(Done.It, ct);
        return fails ? throw new InvalidOperationException("After the save.") : Done.It;
    }
}
