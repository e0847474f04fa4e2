using Restpy.Kernel;

namespace Restpy.Billing;

/// <summary>
/// How far a role may go by itself; beyond it, somebody with more steps in. A row changes the usual cap.
/// </summary>
internal sealed class RoleCap : ITenantOwned, IVersioned
{
    private RoleCap() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }
    public Role Role { get; private init; }

    /// <summary>Highest discount on a line and on the bill.</summary>
    public decimal DiscountPercent { get; private set; }

    /// <summary>How much of a bill this role may credit, all its notes together.</summary>
    public decimal CreditPercent { get; private set; }

    /// <summary>
    /// The most money that goes back from one bill, all its notes together; null where the percentage alone counts.
    /// </summary>
    public long? RefundMinor { get; private set; }
    public bool MayCompliment { get; private set; }

    /// <summary>The start: a waiter asks, a cashier rounds down, a manager settles a complaint.</summary>
    public static readonly IReadOnlyList<RoleCap> Usual =
    [
        Of(Role.Owner, 100, 100, true),
        Of(Role.Manager, 50, 100, true),
        Of(Role.Cashier, 10, 25, false),
        Of(Role.Waiter, 0, 0, false),
    ];

    public static RoleCap Of(Role role, decimal discountPercent, decimal creditPercent, bool mayCompliment) =>
        new()
        {
            Id = Kernel.Id.New(), Role = role, DiscountPercent = discountPercent, CreditPercent = creditPercent,
            MayCompliment = mayCompliment,
        };

    public void Set(decimal discountPercent, decimal creditPercent, long? refundMinor, bool mayCompliment)
    {
        DiscountPercent = discountPercent;
        CreditPercent = creditPercent;
        RefundMinor = refundMinor;
        MayCompliment = mayCompliment;
    }
}
