using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>
/// On whose behalf the present piece of work runs: one restaurant, perhaps one branch, and the person. Set once by the
/// scope gate (or by a job for itself), read by every query and every write. There is no default restaurant.
/// </summary>
public sealed class WorkScope
{
    public Guid? RestaurantId { get; private set; }

    /// <summary>Null: the person sees all branches of the restaurant.</summary>
    public Guid? BranchId { get; private set; }

    public Actor? Actor { get; private set; }

    /// <summary>
    /// What the log says beside the actor: who asked, who lent, by which token. Empty where a person acts alone.
    /// </summary>
    public string Remark { get; set; } = "";

    /// <summary>Who lends their permission and cap to this one request; null where nobody does.</summary>
    public Lender? Lender { get; internal set; }

    /// <summary>The client-made command of this request, when it carries one.</summary>
    internal CommandStamp? Command { get; set; }

    /// <summary>
    /// Asked in the transaction, right before it is saved: throws where what was asked may not be done any more.
    /// </summary>
    internal Func<UnitOfWork, CancellationToken, Task>? BeforeSave { get; set; }

    /// <summary>This work only reads, and from the standby.</summary>
    internal bool ReadsStandby { get; private set; }

    public Guid Restaurant => RestaurantId ?? throw new NoScopeException();

    public Guid Branch => BranchId ?? throw new NoScopeException();

    public void Enter(Guid? restaurantId, Guid? branchId, Actor actor)
    {
        RestaurantId = restaurantId;
        BranchId = branchId;
        Actor = actor;
    }

    internal void EnterOnStandby(WorkScope other) =>
        (RestaurantId, BranchId, Actor, ReadsStandby) = (other.RestaurantId, other.BranchId, other.Actor, true);
}

/// <param name="RightsMark">Of what they may do, as read before their PIN was.</param>
public sealed record Lender(Guid MemberId, Guid PersonId, string Name, Kernel.Role Role, Guid RightsMark);

/// <summary>
/// Identity of a repeated request: the id its client made, and a hash of what it asked and who asked it.
/// </summary>
internal sealed record CommandStamp(Guid Id, string RequestHash);

/// <summary>The person's rights were changed between the request and its save.</summary>
public sealed class RightsChangedException() : InvalidOperationException("The person may not do this any more.");

/// <summary>
/// Tenant data was touched without saying whose. Always a defect: the work is stopped rather than widened.
/// </summary>
public sealed class NoScopeException() : InvalidOperationException("This work has no restaurant in scope.");

/// <summary>A write named another restaurant than the scope's. Always a defect or an attack.</summary>
public sealed class ForeignRowException(string what)
    : InvalidOperationException($"{what} belongs to another restaurant than the scope's.");
