using Restpy.Kernel;
using Restpy.Staff.Contract.Questions;

namespace Restpy.Billing;

/// <summary>How far one person may go, in place of what their role may. Ended ones stay, for who asks later.</summary>
internal sealed class PersonCap : ITenantOwned, IVersioned
{
    private PersonCap() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }
    public Guid MemberId { get; private init; }

    /// <summary>
    /// What the person was when it was given; see <see cref="Colleagues.StandingAsync"/>.
    /// </summary>
    public Guid Standing { get; private init; }
    public decimal DiscountPercent { get; private init; }
    public decimal CreditPercent { get; private init; }
    public long? RefundMinor { get; private init; }
    public bool MayCompliment { get; private init; }

    /// <summary>Null: until somebody ends it.</summary>
    public DateTimeOffset? Until { get; private init; }
    public string Reason { get; private init; } = "";
    public Guid MadeBy { get; private init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.Employment)]
    public string MadeByName { get; private init; } = "";

    public DateTimeOffset MadeAt { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }

    public static PersonCap Make(Guid memberId, Guid standing, Cap cap, DateTimeOffset? until, string reason, Actor by,
        DateTimeOffset now) => new()
        {
            Id = Kernel.Id.New(), MemberId = memberId, Standing = standing, DiscountPercent = cap.DiscountPercent,
            CreditPercent = cap.CreditPercent, RefundMinor = cap.RefundMinor,
            MayCompliment = cap.MayCompliment, Until = until, Reason = reason, MadeBy = by.PersonId ?? Guid.Empty,
            MadeByName = by.Name, MadeAt = now,
        };

    public bool Holds(DateTimeOffset now) => EndedAt is null && (Until is null || now < Until);

    public void End(DateTimeOffset now) => EndedAt ??= now;
}
