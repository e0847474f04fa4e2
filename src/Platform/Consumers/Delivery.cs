using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Platform.Consumers;

/// <summary>An event that a consumer has not done with yet.</summary>
[SharedByAllRestaurants("One job delivers the events of all restaurants; a row has ids only.")]
[NotAudited("What a consumer does is in the log itself.")]
internal sealed class Delivery
{
    /// <summary>Tried so often it is shown as stuck: three and a half minutes after the first try.</summary>
    public const int StuckTries = 4;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    public Guid Id { get; init; }
    public string Consumer { get; init; } = "";
    public Guid EventId { get; init; }

    /// <summary>Whose event it is; null for one of the platform.</summary>
    public Guid? OfRestaurantId { get; init; }

    public Guid? OfBranchId { get; init; }
    public string Topic { get; init; } = "";
    public string Kind { get; init; } = "";

    /// <summary>The event as JSON.</summary>
    public string Data { get; init; } = "";

    public DateTimeOffset HappenedAt { get; init; }
    public int Tries { get; private set; }
    public DateTimeOffset NextAt { get; private set; }

    /// <summary>Name of the refusal or the exception; "" before the first failure.</summary>
    public string LastError { get; private set; } = "";

    public static Delivery Of(string consumer, OutboxEvent happened, DateTimeOffset now) => new()
    {
        Id = Kernel.Id.New(), Consumer = consumer, EventId = happened.Id,
        OfRestaurantId = happened.RestaurantId == AuditEntry.OfThePlatform ? null : happened.RestaurantId,
        OfBranchId = happened.BranchId, Topic = happened.Topic, Kind = happened.Kind, Data = happened.Data,
        HappenedAt = happened.At, NextAt = now,
    };

    /// <summary>
    /// Counted before it is tried: an event that ends the process is not the first one again after each start.
    /// </summary>
    public void Take(DateTimeOffset now)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(Tries, 10));
        Tries++;
        NextAt = now + (pause < LongestPause ? pause : LongestPause);
    }

    public void Failed(string error) => LastError = error;

    public void TryAt(DateTimeOffset now) => NextAt = now;
}
