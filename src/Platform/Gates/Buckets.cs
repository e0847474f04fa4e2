using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Restpy.Platform.Gates;

/// <summary>What of a bucket the other nodes on the same PostgreSQL know.</summary>
public enum Sharing
{
    /// <summary>Nothing: a question to this very node.</summary>
    None,

    /// <summary>What was spent, about once a second: all nodes together allow the bucket, and each a second's worth on top.</summary>
    Soon,

    /// <summary>Every token, before the request goes on: all nodes together allow the bucket. Costs a trip to the database.</summary>
    AtOnce,
}

/// <summary>Tokens a bucket holds, and how many come back per minute, for one address.</summary>
public sealed record Bucket(int Burst, int PerMinute, Sharing Sharing = Sharing.Soon)
{
    /// <summary>Microseconds in which a token comes back. A bucket is kept as the instant at which it will be full again.</summary>
    internal long Token => Math.Max(1, 60_000_000L / PerMinute);

    /// <summary>Microseconds in which an empty bucket fills.</summary>
    internal long Whole => Token * Burst;

    /// <summary>What one node may spend before it tells the others: what comes back in a second.</summary>
    internal long Untold => Math.Max(Token, 1_000_000);
}

/// <summary>The buckets by name. A public endpoint names one of these; configuration may resize them (Restpy:Rates:sign-in=10/20).</summary>
public sealed class BucketList(IConfiguration configuration)
{
    private static readonly Dictionary<string, Bucket> Defaults = new()
    {
        // Whole families and offices sit behind one address: the guests' buckets are sized for a full house on one Wi-Fi.
        ["assets"] = new(600, 3000),
        ["menu"] = new(200, 600),
        ["guest-order"] = new(40, 120, Sharing.AtOnce),
        ["public"] = new(60, 240),
        // A page that breaks its policy says so once for each thing refused; who sends more has other things in mind.
        ["reports"] = new(20, 10),
        ["probe"] = new(60, 600, Sharing.None),
        ["sign-in"] = new(10, 10, Sharing.AtOnce),
        // Small on purpose: the security page proves with it that a bucket runs empty, on each node for itself.
        ["self-check"] = new(5, 60, Sharing.None),
        ["staff"] = new(600, 3000),
    };

    private readonly Dictionary<string, Bucket> _sized = Defaults.ToDictionary(b => b.Key, b => Sized(b.Value, configuration[$"Restpy:Rates:{b.Key}"]));

    public IReadOnlyCollection<string> Names => Defaults.Keys;

    public Bucket this[string name] => _sized[name];

    private static Bucket Sized(Bucket bucket, string? configured) => configured?.Split('/') is [var burst, var perMinute]
        ? bucket with { Burst = int.Parse(burst, CultureInfo.InvariantCulture), PerMinute = int.Parse(perMinute, CultureInfo.InvariantCulture) }
        : bucket;
}
