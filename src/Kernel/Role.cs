namespace Restpy.Kernel;

/// <summary>The roles a restaurant knows. What each may do is data (the permission catalogue), not code.</summary>
public enum Role
{
    SuperAdmin,
    Owner,
    Manager,
    Cashier,
    Accountant,
    Waiter,
    Kitchen,
}

/// <summary>One thing a person may do, in the field's words, with the roles that may do it by default.</summary>
public sealed record Permission(string Name, string Label, params Role[] DefaultRoles)
{
    /// <summary>
    /// Money or goods leave by it: what it does is saved only if the person still may when it is, not merely when it
    /// was asked.
    /// </summary>
    public bool RecheckOnSave { get; init; }

    /// <summary>Finishes what is open, begins nothing new: may be done while the restaurant is suspended.</summary>
    public bool WhileSuspended { get; init; }
}
