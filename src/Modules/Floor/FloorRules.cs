using Restpy.Kernel;

namespace Restpy.Floor;

/// <summary>What names, numbers and seats may be, checked alike wherever they are typed.</summary>
internal static class FloorRules
{
    public static Outcome<Done> AreaName(string clean) => clean.Length switch
    {
        0 => new AreaNameMissing() { Field = "Name" },
        > Area.LongestName => new AreaNameTooLong(Area.LongestName) { Field = "Name" },
        _ => Done.It,
    };

    public static Outcome<Done> Number(string clean) => clean.Length switch
    {
        0 => new TableNumberMissing() { Field = "Number" },
        > Table.LongestNumber => new TableNumberTooLong(Table.LongestNumber) { Field = "Number" },
        _ => Done.It,
    };

    public static Outcome<Done> Seats(int seats) =>
        seats is < 1 or > Table.MostSeats ? new SeatsOutOfRange(Table.MostSeats) { Field = "Seats" } : Done.It;

    public static Outcome<Done> Sort(int sort) =>
        sort is < 0 or > Area.LastSort ? new SortOutOfRange(Area.LastSort) { Field = "Sort" } : Done.It;

    public static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
