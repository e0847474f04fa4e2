using Restpy.Kernel;

namespace Restpy.Staff.Rights;

/// <summary>
/// What one person may do beyond their role, or may not although the role may. Ended ones stay, for who asks later.
/// </summary>
internal sealed class Override : ITenantOwned, IVersioned
{
    private Override() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }
    public Guid MemberId { get; private init; }
    public string Permission { get; private init; } = "";

    /// <summary>False: taken away, whatever else would give it.</summary>
    public bool Allowed { get; private init; }

    /// <summary>Null: in all branches.</summary>
    public Guid? BranchId { get; private init; }

    /// <summary>Null: until somebody ends it.</summary>
    public DateTimeOffset? Until { get; private init; }
    public string Reason { get; private init; } = "";
    public Guid MadeBy { get; private init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.Employment)]
    public string MadeByName { get; private init; } = "";

    public DateTimeOffset MadeAt { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }

    public static Override Make(Guid memberId, NewOverride made, Actor by, DateTimeOffset now) => new()
    {
        Id = Kernel.Id.New(), MemberId = memberId, Permission = made.Permission, Allowed = made.Allowed,
        BranchId = made.BranchId, Until = made.Until, Reason = made.Reason,
        MadeBy = by.PersonId ?? Guid.Empty, MadeByName = by.Name, MadeAt = now,
    };

    public bool Holds(DateTimeOffset now) => EndedAt is null && (Until is null || now < Until);

    public void End(DateTimeOffset now) => EndedAt ??= now;
}

/// <summary>A permission that is given to one member, or taken from them.</summary>
/// <param name="BranchId">Null for all branches.</param>
/// <param name="Until">Null for no end.</param>
internal sealed record NewOverride(
    string Permission, bool Allowed, Guid? BranchId, DateTimeOffset? Until, string Reason);
