using System.Globalization;
using Microsoft.Extensions.Configuration;

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

/// <summary>
/// The limits by name. A public endpoint names one of these; configuration may resize all buckets of a name
/// (Restpy:Rates:sign-in=10/20), or one (Restpy:Rates:staff.account=900/1500), or whatever is not resized by its name
/// (Restpy:Rates:all).
/// </summary>
public sealed class RateLimitList(IConfiguration configuration)
{
    private static readonly RateLimit OfARestaurant = new(2000, 6000);

    private static readonly Dictionary<string, Limits> Defaults = new()
    {
        // Whole families and offices sit behind one address: the guests' buckets are sized for a full restaurant on one
        // Wi-Fi.
        ["assets"] = new(new(600, 3000), new(300, 1200), Known.Guest | Known.Session),
        ["menu"] = new(new(200, 600), new(40, 120), Known.Guest | Known.Session, Place: new(30, 60),
            Restaurant: OfARestaurant),
        // A menu with a photo for each dish; a phone keeps them and does not ask again.
        ["picture"] = new(new(600, 3000), new(200, 600), Known.Guest | Known.Session, Place: new(200, 600),
            Restaurant: new(6000, 12_000)),
        ["guest-order"] = new(new(40, 120, RateLimitSharing.AtOnce), new(20, 60), Known.Guest | Known.Session,
            Place: new(20, 60), Restaurant: OfARestaurant),
        // A round goes to the kitchen: somebody has to cook it.
        ["place-order"] = new(new(40, 120, RateLimitSharing.AtOnce), new(6, 6), Known.Guest | Known.Session,
            Place: new(12, 12), Restaurant: OfARestaurant),
        ["public"] = new(new(60, 240), new(60, 240), Known.Guest | Known.Session),
        // A page that breaks its policy says so once for each thing refused; who sends more has other things in mind.
        ["reports"] = new(new(20, 10)),
        ["probe"] = new(new(60, 600, RateLimitSharing.None)),
        // A whole restaurant signs in from one address when its shift begins; guesses at one account are counted by the
        // account besides.
        // A device that was signed in from before goes on beside somebody who guesses from the same Wi-Fi.
        ["sign-in"] = new(new(60, 60, RateLimitSharing.AtOnce), new(20, 20), Known.Device),
        // Small on purpose: the security page proves with it that a bucket runs empty, on each node for itself.
        ["self-check"] = new(new(5, 60, RateLimitSharing.None)),
        // A busy floor screen renews itself with every order of the restaurant.
        ["staff"] = new(new(600, 3000), new(300, 600), Known.Session | Known.Tablet, Account: new(900, 1500)),
        // The list of tables shows a picture of each code: looking at it takes nothing from the till.
        ["table-code"] = new(new(600, 3000), new(200, 600), Known.Session, Account: new(600, 1200)),
        // Hands change all evening; guesses at PINs are counted by the member besides.
        ["tablet"] = new(new(120, 240), new(60, 120), Known.Tablet),
        // A program: 300 in five minutes, spread; the address is that of its endpoint's own bucket.
        ["token"] = new(new(600, 3000), new(60, 60)),
        // Six whole exports an hour.
        ["export"] = new(new(60, 60), new(60, 60), Known.Session, Account: new(6, 0.1)),
    };

    private readonly Dictionary<string, Limits> _sized = Defaults.ToDictionary(l => l.Key, l => new Limits(
        Sized(configuration, l.Key, "address", l.Value.Address)!, Sized(configuration, l.Key, "own", l.Value.Own),
        l.Value.By, Sized(configuration, l.Key, "place", l.Value.Place),
        Sized(configuration, l.Key, "account", l.Value.Account),
        Sized(configuration, l.Key, "restaurant", l.Value.Restaurant)));

    /// <summary>What the product has where nothing is configured.</summary>
    public static Limits Default(string name) => Defaults[name];

    public IReadOnlyCollection<string> Names => Defaults.Keys;

    public Limits this[string name] => _sized[name];

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
