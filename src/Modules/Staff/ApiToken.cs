using Restpy.Kernel;
using Restpy.Staff.ApiTokens;

namespace Restpy.Staff;

/// <summary>
/// What a program shows instead of signing in. It may do what its scopes say, as long as and as far as its maker may.
/// </summary>
internal sealed class ApiToken : ITenantOwned, IVersioned
{
    private ApiToken() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }
    public string Name { get; private init; } = "";

    [Secret]
    public string Hash { get; private init; } = "";

    /// <summary>Names of permissions, one space between them.</summary>
    public string Scopes { get; private init; } = "";

    /// <summary>Null: all branches its maker may see.</summary>
    public Guid? BranchId { get; private init; }

    /// <summary>From where it is good, one network a line; empty: from where its maker may work.</summary>
    public string Networks { get; private init; } = "";
    public Guid MadeByMember { get; private init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.Employment)]
    public string MadeByName { get; private init; } = "";

    public DateTimeOffset MadeAt { get; private init; }
    public DateTimeOffset EndsAt { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }

    public static ApiToken Make(NewToken token, Actor by, DateTimeOffset now) => new()
    {
        Id = token.Id, Name = token.Name, Hash = token.Hash, Scopes = string.Join(' ', token.Scopes),
        BranchId = token.BranchId, Networks = token.Networks,
        MadeByMember = by.MemberId!.Value, MadeByName = by.Name, MadeAt = now, EndsAt = now.AddDays(token.Days),
    };

    public IReadOnlyList<string> ScopeList => Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public bool Holds(DateTimeOffset now) => EndedAt is null && now < EndsAt;

    public void End(DateTimeOffset now) => EndedAt ??= now;
}

/// <summary>What a new token is and may do.</summary>
/// <param name="Hash">Of the text that is shown once.</param>
/// <param name="Scopes">The permissions it may use of its maker's.</param>
/// <param name="BranchId">Null for all branches.</param>
/// <param name="Networks">Where it may be used from; empty for anywhere.</param>
/// <param name="Days">How long it is good.</param>
internal sealed record NewToken(
    Guid Id, string Name, string Hash, IEnumerable<string> Scopes, Guid? BranchId, string Networks, int Days);

/// <summary>When and from where a token was used last.</summary>
[NotAudited("A heartbeat; what a program does is audited itself.")]
internal sealed class ApiTokenUse : ITenantOwned
{
    public Guid RestaurantId { get; init; }

    /// <summary>The token's.</summary>
    public Guid Id { get; init; }
    public DateTimeOffset? LastAt { get; set; }

    [PersonalData(PersonalDataCategory.Connection, KeptFor.Employment)]
    public string LastIp { get; set; } = "";
}

/// <summary>
/// What a program may be let do at all. Never what is about people, rights, secrets or giving money away.
/// </summary>
internal static class TokenScopes
{
    public static readonly IReadOnlyList<string> All =
    [
        "menu.see", "menu.edit", "menu.sold-out", "orders.see", "orders.take", "kitchen.cook", "tables.see",
        "bills.see", "bills.make", "bills.settle", "day.see", "reports.see", "log.see",
    ];
}
