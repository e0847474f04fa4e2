using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>
/// One line of the activity log: who did what to which thing, when, from where, before and after. Insert only.
/// </summary>
[NotAudited("It is the activity log.")]
[AddUntracked]
public sealed class AuditEntry : ITenantOwned
{
    /// <summary>Entries about no restaurant (a super admin signing in) stand under this id.</summary>
    public static readonly Guid OfThePlatform = Guid.Parse("00000000-0000-7000-8000-000000000001");

    public Guid RestaurantId { get; init; }
    public Guid Id { get; init; }
    public Guid? BranchId { get; init; }
    public DateTimeOffset At { get; init; }
    public ActorKind ActorKind { get; init; }
    public Guid? PersonId { get; init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.ActivityLog)]
    public string PersonName { get; init; } = "";

    public string Role { get; init; } = "";

    [PersonalData(PersonalDataCategory.Connection, KeptFor.ActivityLog)]
    public string Ip { get; init; } = "";

    [PersonalData(PersonalDataCategory.Connection, KeptFor.ActivityLog)]
    public string UserAgent { get; init; } = "";

    /// <summary>Module and act in field words: <c>order.placed</c>, <c>menu.item-edited</c>.</summary>
    public string Action { get; init; } = "";

    public string ObjectType { get; init; } = "";
    public Guid ObjectId { get; init; }

    /// <summary>What a person calls the thing: "Table 7", "BLR1/26-27/00421".</summary>
    [PersonalData(PersonalDataCategory.Staff, KeptFor.ActivityLog)]
    public string ObjectLabel { get; init; } = "";

    public string? Reason { get; init; }

    /// <summary>
    /// Who else had a part in it: who asked, who lent the permission, by which token. Empty where a person acted alone.
    /// </summary>
    [PersonalData(PersonalDataCategory.Staff, KeptFor.ActivityLog)]
    public string Remark { get; init; } = "";

    /// <summary>JSON list of changed rows with the values before and after.</summary>
    public string Changes { get; init; } = "[]";
}
