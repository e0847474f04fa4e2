using Restpy.Kernel;

namespace Restpy.Staff.Rights;

/// <summary>Why somebody may do a thing, or may not.</summary>
internal enum EntitlementReason
{
    Role,
    NotOfRole,
    RoleRule,
    NotOfRoleRule,
    Granted,
    Denied,
}

/// <param name="By">The override that decided it.</param>
internal sealed record Verdict(
    Permission Permission, bool May, EntitlementReason EntitlementReason, Override? By = null);

/// <summary>
/// The one place that decides what a member may do: the role's defaults, as the restaurant has changed them, plus what
/// the person was given, minus what was taken from them. Taking away wins.
/// </summary>
/// <param name="Role">The member's.</param>
/// <param name="Rules">The restaurant's, of this role.</param>
/// <param name="Overrides">The member's, those that hold now.</param>
/// <param name="BranchId">Where they stand; null in all branches at once.</param>
internal sealed record Entitlement(
    Role Role, IReadOnlyList<RoleRule> Rules, IReadOnlyList<Override> Overrides, Guid? BranchId)
{
    /// <summary>Permissions of the operator are no restaurant's to give.</summary>
    public static bool IsOfRestaurants(Permission permission) => permission.DefaultRoles.Any(r => r != Role.SuperAdmin);

    public Verdict On(Permission permission)
    {
        if (Role == Role.SuperAdmin || !IsOfRestaurants(permission)) return ByRole(permission);
        // Who stands in all branches at once acts in each: what was taken in one of them counts, what was given in one
        // does not.
        if (Overrides.FirstOrDefault(o => !o.Allowed && o.Permission == permission.Name
            && (o.BranchId is null || BranchId is null || o.BranchId == BranchId)) is { } denied)
            return new(permission, false, EntitlementReason.Denied, denied);
        if (Overrides.FirstOrDefault(o => o.Allowed && o.Permission == permission.Name
            && (o.BranchId is null || o.BranchId == BranchId)) is { } granted)
            return new(permission, true, EntitlementReason.Granted, granted);
        // The owner's role stays whole: somebody must be able to put everything right again.
        if (Role != Role.Owner
            && Rules.FirstOrDefault(r => r.Role == Role && r.Permission == permission.Name) is { } rule)
            return new(permission, rule.Allowed, rule.Allowed ? EntitlementReason.RoleRule
                : EntitlementReason.NotOfRoleRule);
        return ByRole(permission);
    }

    private Verdict ByRole(Permission permission)
    {
        var may = permission.DefaultRoles.Contains(Role);
        return new(permission, may, may ? EntitlementReason.Role : EntitlementReason.NotOfRole);
    }
}
