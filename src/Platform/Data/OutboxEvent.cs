using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>
/// Something that happened, stored in the transaction that made it happen. Carries ids and a version, never content:
/// who
/// wants the content fetches it and is authorised on that fetch.
/// </summary>
[NotAudited("It accompanies a change that is audited itself.")]
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

    /// <summary>The row whose version it takes at the save.</summary>
    internal IVersioned? Subject { private get; set; }

    internal void TakeVersion()
    {
        if (Subject is not { } row) return;
        SubjectVersion = row.Version;
        Subject = null;
    }

    public DateTimeOffset At { get; init; }
}
