using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>
/// The first answer to a client-made command id, stored with the change it made. A repeat gets this answer.
/// </summary>
[NotAudited("Stored with a change that is audited itself.")]
[AddUntracked]
public sealed class CommandRecord : ITenantOwned
{
    public Guid RestaurantId { get; init; }
    public Guid Id { get; init; }
    public string RequestHash { get; init; } = "";
    public string Answer { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>
/// The last number given out in a gap-free series (KOT of a branch and day, invoices of a GSTIN and year).
/// </summary>
[NotAudited("The numbered document is audited.")]
public sealed class Counter : ITenantOwned
{
    public Guid RestaurantId { get; init; }
    public Guid Id { get; init; }
    public string Series { get; init; } = "";
    public string Period { get; init; } = "";
    public long Last { get; init; }
}
