using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Restpy.Platform.Gates;

/// <summary>What of a bucket the other nodes on the same PostgreSQL know.</summary>
public enum RateLimitSharing
{
    /// <summary>Nothing: a question to this very node.</summary>
    None,

    /// <summary>
    /// What was spent, about once a second: all nodes together allow the bucket, and each a second's worth on top.
    /// </summary>
    Soon,

    /// <summary>
    /// Every token, before the request goes on: all nodes together allow the bucket. Costs a trip to the database.
    /// </summary>
    AtOnce,
}

/// <summary>Tokens a bucket holds, and how many come back per minute.</summary>
public sealed record RateLimit(int Burst, double PerMinute, RateLimitSharing RateLimitSharing = RateLimitSharing.Soon)
{
    /// <summary>
    /// Microseconds in which a token comes back. A bucket is kept as the instant at which it will be full again.
    /// </summary>
    internal long Token => Math.Max(1, (long)(60_000_000 / PerMinute));

    /// <summary>Microseconds in which an empty bucket fills.</summary>
    internal long Whole => Token * Burst;

    /// <summary>What one node may spend before it tells the others: what comes back in a second.</summary>
    internal long Untold => Math.Max(Token, 1_000_000);
}

/// <summary>By which cookie of ours a request is known to come from somebody in particular.</summary>
[Flags]
public enum Known
{
    Nobody = 0,
    Guest = 1,
    Session = 2,
    Device = 4,
    Tablet = 8,
}

/// <summary>
/// What requests of one kind draw from, the narrow before the wide: what the narrow refuses costs the wide nothing, so
/// that one who floods spends their own. Strangers, who bring no cookie of ours, share a bucket of the address that
/// nobody else needs.
/// </summary>
/// <param name="Address">All strangers of an address; and once more, all the others of it.</param>
/// <param name="Own">One phone, session or device.</param>
/// <param name="By">What makes it one's own.</param>
/// <param name="Place">Strangers of an address with one table's code in hand.</param>
/// <param name="Account">All sessions of a signed-in person.</param>
/// <param name="Restaurant">All guests of a restaurant.</param>
public sealed record Limits(RateLimit Address, RateLimit? Own = null, Known By = Known.Nobody, RateLimit? Place = null,
    RateLimit? Account = null, RateLimit? Restaurant = null);

/// <summary>Declared by whoever has endpoints that name it.</summary>
public sealed record NamedLimits(string Name, Limits Limits)
{
    /// <summary>Of the platform, and those that endpoints of several modules draw from.</summary>
    internal static readonly IReadOnlyList<NamedLimits> OfPlatform =
    [
        new("assets", new(new(600, 3000), new(300, 1200), Known.Guest | Known.Session)),
        new("public", new(new(60, 240), new(60, 240), Known.Guest | Known.Session)),
        new("probe", new(new(60, 600, RateLimitSharing.None))),
        // A whole restaurant signs in from one address when its shift begins; guesses at one account are counted by the
        // account besides. A device that was signed in from before goes on beside somebody who guesses from the same
        // Wi-Fi.
        new("sign-in", new(new(60, 60, RateLimitSharing.AtOnce), new(20, 20), Known.Device)),
        // A busy floor screen renews itself with every order of the restaurant.
        new("staff",
            new(new(600, 3000), new(300, 600), Known.Session | Known.Tablet, Account: new(900, 1500))),
        // Hands change all evening; guesses at PINs are counted by the member besides.
        new("tablet", new(new(120, 240), new(60, 120), Known.Tablet)),
        // A program: 300 in five minutes, spread; the address is that of its endpoint's own bucket.
        new("token", new(new(600, 3000), new(60, 60))),
        // Six whole exports an hour.
        new("export", new(new(60, 60), new(60, 60), Known.Session, Account: new(6, 0.1))),
    ];
}

public static class RateLimitServices
{
    public static IServiceCollection AddRateLimit(this IServiceCollection services, string name, Limits limits) =>
        services.AddSingleton(new NamedLimits(name, limits));
}

/// <summary>
/// The limits by name. A public endpoint names one of these; configuration may resize all buckets of a name
/// (Restpy:Rates:sign-in=10/20), or one (Restpy:Rates:staff.account=900/1500), or whatever is not resized by its name
/// (Restpy:Rates:all).
/// </summary>
public sealed class RateLimitList(IConfiguration configuration, IEnumerable<NamedLimits> ofModules)
{
    private readonly Dictionary<string, (Limits Declared, Limits InForce)> _limits =
        NamedLimits.OfPlatform.Concat(ofModules).ToDictionary(l => l.Name, l => (l.Limits, new Limits(
            Sized(configuration, l.Name, "address", l.Limits.Address)!,
            Sized(configuration, l.Name, "own", l.Limits.Own), l.Limits.By,
            Sized(configuration, l.Name, "place", l.Limits.Place),
            Sized(configuration, l.Name, "account", l.Limits.Account),
            Sized(configuration, l.Name, "restaurant", l.Limits.Restaurant))));

    /// <summary>What the product has where nothing is configured.</summary>
    public Limits Declared(string name) => _limits[name].Declared;

    public IReadOnlyCollection<string> Names => _limits.Keys;

    public Limits this[string name] => _limits[name].InForce;

    private static RateLimit? Sized(IConfiguration configuration, string name, string part, RateLimit? bucket)
    {
        // The self-check needs its bucket small whatever else is asked for.
        var configured = configuration[$"Restpy:Rates:{name}.{part}"] ?? configuration[$"Restpy:Rates:{name}"]
            ?? (name == "self-check" ? null : configuration["Restpy:Rates:all"]);
        return bucket is not null && configured?.Split('/') is [var burst, var perMinute]
            ? bucket with
            {
                Burst = int.Parse(burst, CultureInfo.InvariantCulture),
                PerMinute = double.Parse(perMinute, CultureInfo.InvariantCulture),
            }
            : bucket;
    }
}
