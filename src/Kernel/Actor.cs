namespace Restpy.Kernel;

public enum ActorKind
{
    Staff,
    Guest,
    System,

    /// <summary>A paired tablet nobody has unlocked: its person is the tablet.</summary>
    Tablet,
}

/// <summary>
/// Who acts, as the activity log will name them. Comes from the session or the signed QR token, never from a body.
/// </summary>
/// <param name="PersonId">The person, or the guest session for a guest, the tablet for a tablet; null for the system
/// itself.</param>
/// <param name="Role">Role word at the time of the act: owner, waiter, guest, system.</param>
public sealed record Actor(ActorKind Kind, Guid? PersonId, string Name, string Role, string Ip, string UserAgent)
{
    /// <summary>The person's place in the restaurant; null for guests, the operator and the system.</summary>
    public Guid? MemberId { get; init; }

    /// <summary>Null where the work is of no restaurant.</summary>
    public Guid? RestaurantId { get; init; }

    /// <summary>Null: all branches of the restaurant.</summary>
    public Guid? BranchId { get; init; }

    /// <summary>Who lends their permission and cap to this one act; null where nobody does.</summary>
    public Lender? Lender { get; init; }

    public static Actor System(string job) => new(ActorKind.System, null, job, "system", "", "");
}

/// <param name="RightsMark">Of what they may do, as read before their PIN was.</param>
public sealed record Lender(Guid MemberId, Guid PersonId, string Name, Role Role, Guid RightsMark);
