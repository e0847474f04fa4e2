using Restpy.Kernel;

namespace Restpy.Floor;

/// <summary>A table: what is painted on it, how many it seats, where it stands.</summary>
internal sealed class Table : IBranchOwned, IVersioned
{
    public const int LongestNumber = 12;
    public const int MostSeats = 60;

    private Table() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public long Version { get; private init; }
    public Guid AreaId { get; private set; }

    /// <summary>As painted on it: "7", "T2", "Bar 1". Unique among the branch's tables in use.</summary>
    public string Number { get; private set; } = "";
    public int Seats { get; private set; }
    public int Sort { get; private set; }

    /// <summary>
    /// Set when the table is gone from the floor. Orders and bills still name it, so it is never deleted.
    /// </summary>
    public DateTimeOffset? OutOfUseAt { get; private set; }

    public static Table Place(Area area, string number, int seats, int sort) =>
        new()
        {
            Id = Kernel.Id.New(), BranchId = area.BranchId, AreaId = area.Id, Number = number, Seats = seats,
            Sort = sort,
        };

    public void Edit(Area area, string number, int seats, int sort)
    {
        if (area.BranchId != BranchId) throw new InvalidOperationException("A table stays at its branch.");
        AreaId = area.Id;
        Number = number;
        Seats = seats;
        Sort = sort;
    }

    public void TakeOutOfUse(DateTimeOffset now) => OutOfUseAt ??= now;

    public void PutBackInUse() => OutOfUseAt = null;
}
