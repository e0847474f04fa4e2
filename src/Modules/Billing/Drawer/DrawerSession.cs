using Restpy.Kernel;

namespace Restpy.Billing.Drawer;

internal enum CashMoveKind
{
    PayIn,
    PayOut,

    /// <summary>Cash carried to the safe or the bank while the day runs.</summary>
    Drop,
}

/// <summary>
/// One business date of the till: opened with a float, closed by a count. Open, a branch has one of each date.
/// </summary>
internal sealed class DrawerSession : IBranchOwned, IVersioned
{
    private readonly List<CashMove> _moves = [];
    private readonly List<CashCount> _counts = [];

    private DrawerSession() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public long Version { get; private init; }
    public DateOnly BusinessDate { get; private init; }
    public DateTimeOffset OpenedAt { get; private init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string OpenedBy { get; private init; } = "";

    public long FloatMinor { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string ClosedBy { get; private set; } = "";

    public long ExpectedMinor { get; private set; }
    public long CountedMinor { get; private set; }

    public IReadOnlyList<CashMove> Moves => _moves;
    public IReadOnlyList<CashCount> Counts => _counts;

    public bool IsOpen => ClosedAt is null;

    public static DrawerSession Open(
        Guid restaurantId, Guid branchId, DateOnly businessDate, long floatMinor, DateTimeOffset now, Actor by) => new()
        {
            RestaurantId = restaurantId, Id = Kernel.Id.New(), BranchId = branchId, BusinessDate = businessDate,
            FloatMinor = floatMinor, OpenedAt = now, OpenedBy = by.Name,
        };

    /// <summary>What lay in the drawer when it opened by itself; only before any cash came in.</summary>
    public void StateFloat(long floatMinor) => FloatMinor = floatMinor;

    public CashMove Move(CashMoveKind kind, long amountMinor, string reason, DateTimeOffset now, Actor by)
    {
        var move = CashMove.Of(this, kind, amountMinor, reason, now, by);
        _moves.Add(move);
        return move;
    }

    public void Close(long expectedMinor, IEnumerable<(long DenominationMinor, int Pieces)> counts, DateTimeOffset now,
        Actor by)
    {
        _counts.AddRange(counts.Where(c => c.Pieces > 0)
            .Select(c => CashCount.Of(this, c.DenominationMinor, c.Pieces)));
        (ExpectedMinor, CountedMinor, ClosedAt, ClosedBy) =
            (expectedMinor, _counts.Sum(c => c.DenominationMinor * c.Pieces), now, by.Name);
    }
}

/// <summary>Cash that entered or left the drawer for another reason than a bill.</summary>
internal sealed class CashMove : ITenantOwned
{
    private CashMove() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid SessionId { get; private init; }
    public CashMoveKind Kind { get; private init; }
    public long AmountMinor { get; private init; }
    public string Reason { get; private init; } = "";
    public DateTimeOffset At { get; private init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string ByName { get; private init; } = "";

    public static CashMove Of(DrawerSession session, CashMoveKind kind, long amountMinor, string reason,
        DateTimeOffset now, Actor by) => new()
        {
            RestaurantId = session.RestaurantId, Id = Kernel.Id.New(), SessionId = session.Id, Kind = kind,
            AmountMinor = amountMinor, Reason = reason, At = now, ByName = by.Name,
        };
}

/// <summary>How many notes or coins of one denomination lay in the drawer when it was counted.</summary>
internal sealed class CashCount : ITenantOwned
{
    private CashCount() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid SessionId { get; private init; }
    public long DenominationMinor { get; private init; }
    public int Pieces { get; private init; }

    public static CashCount Of(DrawerSession session, long denominationMinor, int pieces) =>
        new()
        {
            RestaurantId = session.RestaurantId, Id = Kernel.Id.New(), SessionId = session.Id,
            DenominationMinor = denominationMinor, Pieces = pieces,
        };
}
