using Restpy.Kernel;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Probe.Canaries;

/// <summary>
/// A restaurant made for the probe. Its mark stands in every key of it and may be asked for; its secret stands in every
/// name and note and is never sent, so that it shows a leak wherever it turns up.
/// </summary>
internal sealed record Canary(RestaurantInfo Restaurant)
{
    public string Mark => Restaurant.Slug.Split('-')[1];

    public string Secret => Restaurant.Slug.Split('-')[2];

    public BranchInfo Home => Restaurant.Branches[0];

    /// <summary>Where the day is closed, so that there is a Z report.</summary>
    public BranchInfo Away => Restaurant.Branches[1];

    /// <summary>At a domain that never exists (RFC 2606); nobody knows a password to it.</summary>
    public string Email(Role role) => EmailOf(role.ToString().ToLowerInvariant());

    /// <summary>Where nobody reads: names that end so are given to nobody (RFC 2606).</summary>
    public string EmailOf(string name) => $"{name}@{Mark}.canary.invalid";

    /// <summary>Every role of a restaurant; who has no branch sees all of them.</summary>
    public static readonly IReadOnlyList<(Role Role, bool InBranch)> Staff =
        [(Role.Owner, false), (Role.Manager, true), (Role.Cashier, true), (Role.Accountant, false), (Role.Waiter, true),
            (Role.Kitchen, true)];
}
