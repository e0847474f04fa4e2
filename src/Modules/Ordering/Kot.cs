using Restpy.Kernel;

namespace Restpy.Ordering;

/// <summary>
/// Kitchen order ticket: what one station makes of one round. Only the additions; earlier rounds have their own.
/// </summary>
[AddUntracked]
internal sealed class Kot : IBranchOwned, IVersioned
{
    private Kot() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public long Version { get; private init; }
    public Guid OrderId { get; private init; }
    public int Number { get; private init; }
    public DateOnly BusinessDate { get; private init; }
    public string Station { get; private init; } = "";
    public string Place { get; private set; } = "";
    public OrderChannel Channel { get; private set; }
    public int Covers { get; private init; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string SentBy { get; private init; } = "";

    public DateTimeOffset SentAt { get; private init; }
    public bool IsAddOn { get; private init; }
    public DateTimeOffset? BumpedAt { get; private set; }

    /// <summary>Brought to the guests; null while it is cooked or waits at the pass.</summary>
    public DateTimeOffset? ServedAt { get; private set; }

    [PersonalData(PersonalDataCategory.Staff, KeptFor.TaxRecords)]
    public string ServedBy { get; private set; } = "";

    /// <summary>Equal to the station while on the board, null once bumped: what the board's index looks at.</summary>
    public string? OnBoard { get; private set; }

    public static Kot Send(Order order, int number, string station, string by, bool isAddOn, DateTimeOffset now) =>
        new()
        {
            Id = Kernel.Id.New(), BranchId = order.BranchId, OrderId = order.Id, Number = number,
            BusinessDate = order.BusinessDate, Station = station,
            Place = order.Place, Channel = order.Channel, Covers = order.Covers, SentBy = by, SentAt = now,
            IsAddOn = isAddOn, OnBoard = station,
        };

    public OrderLabel Label => new(Channel.Word(), Place);

    /// <summary>Its order moved: the dishes go to where the guests are now.</summary>
    public void Follow(Order order) => (Place, Channel) = (order.Place, order.Channel);

    public void Bump(DateTimeOffset now)
    {
        BumpedAt = now;
        OnBoard = null;
    }

    public Outcome<Done> Serve(string by, DateTimeOffset now)
    {
        if (BumpedAt is null) return new NotReady();
        if (ServedAt is null) (ServedAt, ServedBy) = (now, by);
        return Done.It;
    }

    public void Recall()
    {
        BumpedAt = null;
        (ServedAt, ServedBy) = (null, "");
        OnBoard = Station;
    }
}

/// <summary>The kitchen has not finished it, or took it back.</summary>
internal sealed record NotReady() : Error(ErrorKind.Conflict);
