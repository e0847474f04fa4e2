using System.Text.Json;
using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>
/// Something that happened, stored in the transaction that made it happen. Carries ids and a version, never content:
/// who wants the content fetches it and is authorised on that fetch.
/// </summary>
[NotAudited("It accompanies a change that is audited itself.")]
[AddUntracked]
public sealed class OutboxEvent : ITenantOwned
{
    public Guid RestaurantId { get; init; }
    public Guid Id { get; init; }
    public Guid? BranchId { get; init; }

    /// <summary>Place in the stream; grows in commit order. Null until sequenced.</summary>
    public long? Position { get; set; }

    /// <summary>What screens listen to: orders, kitchen, floor, menu, bills.</summary>
    public string Topic { get; init; } = "";

    /// <summary>The fact in past tense: OrderPlaced, KotBumped.</summary>
    public string Kind { get; init; } = "";

    public Guid SubjectId { get; init; }

    /// <summary>Of the row it tells of, as it is saved; 0 where it tells of no row with a version.</summary>
    public long SubjectVersion { get; private set; }

    /// <summary>The event itself as JSON, for consumers; empty on a second topic, which is for screens alone.</summary>
    public string Data { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>What was published; null on a second topic, and once it was read from the database.</summary>
    internal IEvent? Source { get; private init; }

    /// <summary>The row whose version it takes at the save.</summary>
    private IVersioned? Row { get; set; }

    /// <param name="row">The row it tells of, as this save knows it; null where it does not.</param>
    internal static IEnumerable<OutboxEvent> Of(RestpyDb db, IEvent happened, object? row)
    {
        var (at, branch) = (db.Time.GetUtcNow(),
            happened.InBranchId ?? (row as IBranchOwned)?.BranchId ?? db.Scope.BranchId);
        OutboxEvent On(EventSubject subject, IEvent? source) => new()
        {
            RestaurantId = happened is IPlatformEvent ? db.Scope.RestaurantId ?? AuditEntry.OfThePlatform
                : db.Scope.Restaurant,
            Id = Kernel.Id.New(), BranchId = branch, Topic = subject.Topic,
            Kind = subject.Name ?? happened.Name, SubjectId = subject.Id,
            Data = source is null ? "" : JsonSerializer.Serialize(source, source.GetType(), Answers.Json), At = at,
            Source = source, Row = row as IVersioned,
        };
        yield return On(new(happened.Topic, happened.SubjectId), happened);
        if (happened.AlsoOn is { } second) yield return On(second, null);
    }

    internal void TakeVersion()
    {
        if (Row is not { } row) return;
        SubjectVersion = row.Version;
        // A second save of the same transaction leaves it as it was stored.
        Row = null;
    }
}
