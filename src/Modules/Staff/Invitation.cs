using System.Globalization;
using Restpy.Kernel;
using Restpy.Staff.Invite;

namespace Restpy.Staff;

/// <summary>
/// A place in a restaurant offered to an e-mail address. Its link is signed, so there is no secret in the row.
/// </summary>
internal sealed class Invitation : ITenantOwned, IVersioned
{
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    private Invitation() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }

    /// <summary>Normalised as a person's.</summary>
    [PersonalData(PersonalDataCategory.Staff, KeptFor.Employment)]
    public string Email { get; private init; } = "";

    [PersonalData(PersonalDataCategory.Staff, KeptFor.Employment)]
    public string Name { get; private init; } = "";

    public Role Role { get; private init; }

    /// <summary>Null: all branches.</summary>
    public Guid? BranchId { get; private init; }
    public string Language { get; private init; } = "en";
    public Guid? InvitedBy { get; private init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.Employment)]
    public string InvitedByName { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset EndsAt { get; private init; }
    public DateTimeOffset? AcceptedAt { get; private set; }
    public DateTimeOffset? WithdrawnAt { get; private set; }

    public static Invitation Of(
        string email, string name, Role role, Guid? branchId, string language, Actor by, DateTimeOffset now) => new()
        {
            Id = Kernel.Id.New(), Email = Person.NormaliseEmail(email), Name = name, Role = role, BranchId = branchId,
            Language = language,
            InvitedBy = by.PersonId, InvitedByName = by.Name, CreatedAt = now, EndsAt = now + Lasts,
        };

    public bool IsOpen(DateTimeOffset now) => AcceptedAt is null && WithdrawnAt is null && now < EndsAt;

    /// <summary>The end of the link as a clock in this zone shows it, in words of this language.</summary>
    public string Until(TimeZoneInfo zone, string language) =>
        TimeZoneInfo.ConvertTime(EndsAt, zone).ToString("d MMM yyyy HH:mm", CultureInfo.GetCultureInfo(language));

    public void Accept(DateTimeOffset now) => AcceptedAt = now;

    public void Withdraw(DateTimeOffset now) => WithdrawnAt = now;
}
