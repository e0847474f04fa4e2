using Restpy.Kernel;

namespace Restpy.Staff.Rights;

/// <summary>Where a restaurant's role differs from the product's default: one permission more, or one less.</summary>
internal sealed class RoleRule : ITenantOwned, IVersioned
{
    private RoleRule() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }
    public Role Role { get; private init; }
    public string Permission { get; private init; } = "";
    public bool Allowed { get; private set; }

    public static RoleRule Of(Role role, string permission, bool allowed) =>
        new() { Id = Kernel.Id.New(), Role = role, Permission = permission, Allowed = allowed };

    public void Set(bool allowed) => Allowed = allowed;
}
