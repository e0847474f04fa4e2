using Microsoft.Extensions.DependencyInjection;
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

    /// <summary>Who acts; a handler is given it as an argument.</summary>
    internal Actor? Actor { get; private set; }

    /// <summary>
    /// What the log says beside the actor: who asked, who lent, by which token. Empty where a person acts alone.
    /// </summary>
    public string Remark { get; set; } = "";

    /// <summary>The client-made command of this request, when it carries one.</summary>
    internal CommandStamp? Command { get; set; }

    /// <summary>Whose rights are read once more in the transaction, right before it is saved.</summary>
    internal RightsAtSave? RightsAtSave { get; set; }

    /// <summary>This work only reads, and from the standby.</summary>
    internal bool ReadsStandby { get; private set; }

    public Guid Restaurant => RestaurantId ?? throw new NoScopeException();

    public Guid Branch => BranchId ?? throw new NoScopeException();

    public void Enter(Guid? restaurantId, Guid? branchId, Actor actor)
    {
        RestaurantId = restaurantId;
        BranchId = branchId;
        Actor = actor with { RestaurantId = restaurantId, BranchId = branchId };
    }

    /// <summary>Work in other restaurants may follow; the scope is as it is now again when this is disposed.</summary>
    public ScopeReturn Return() => new(this, RestaurantId, BranchId, Actor);

    internal void Lend(Lender lender)
    {
        Actor = Actor! with { Lender = lender };
        Remark = $"Lent by {lender.Name} ({lender.Role.ToString().ToLowerInvariant()})";
    }

    internal void EnterOnStandby(WorkScope other) =>
        (RestaurantId, BranchId, Actor, ReadsStandby) = (other.RestaurantId, other.BranchId, other.Actor, true);
}

/// <summary>
/// Identity of a repeated request: the id its client made, and a hash of what it asked and who asked it.
/// </summary>
internal sealed record CommandStamp(Guid Id, string RequestHash);

public readonly struct ScopeReturn : IDisposable
{
    private readonly WorkScope _scope;
    private readonly Guid? _restaurantId, _branchId;
    private readonly Actor? _actor;

    internal ScopeReturn(WorkScope scope, Guid? restaurantId, Guid? branchId, Actor? actor) =>
        (_scope, _restaurantId, _branchId, _actor) = (scope, restaurantId, branchId, actor);

    public void Dispose()
    {
        if (_actor is not null) _scope.Enter(_restaurantId, _branchId, _actor);
    }
}

public static class WorkScopeServices
{
    /// <summary>Who does the work of this service scope.</summary>
    public static Actor Actor(this IServiceProvider services) =>
        services.GetRequiredService<WorkScope>().Actor ?? throw new NoScopeException();
}

/// <summary>
/// Tenant data was touched without saying whose. Always a defect: the work is stopped rather than widened.
/// </summary>
public sealed class NoScopeException() : InvalidOperationException("This work has no restaurant in scope.");

/// <summary>A write named another restaurant than the scope's. Always a defect or an attack.</summary>
public sealed class ForeignRowException(string what)
    : InvalidOperationException($"{what} belongs to another restaurant than the scope's.");
