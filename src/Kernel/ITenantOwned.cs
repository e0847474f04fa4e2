namespace Restpy.Kernel;

/// <summary>
/// A row that belongs to one restaurant. Its primary key is (restaurant_id, id), every query on it is filtered by the
/// scope's restaurant, and no write may name another.
/// </summary>
public interface ITenantOwned
{
    Guid RestaurantId { get; }
    Guid Id { get; }
}

/// <summary>A tenant row that belongs to one branch; filtered by the scope's branch when the scope names one.</summary>
public interface IBranchOwned : ITenantOwned
{
    Guid BranchId { get; }
}

/// <summary>A row every change of which raises its version by one, so that a stale write is refused.</summary>
public interface IVersioned
{
    long Version { get; }
}

/// <summary>Why a mapped class is not <see cref="ITenantOwned"/>. A class with neither fails the model test.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SharedByAllRestaurantsAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}

/// <summary>
/// Why changes of this row make no entry in the activity log (it is itself a log, a queue or a heartbeat).
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NotAuditedAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}

/// <summary>A value that never enters the activity log: password hashes, token hashes, sealed keys.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
