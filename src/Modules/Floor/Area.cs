using Restpy.Kernel;

namespace Restpy.Floor;

/// <summary>A part of the floor that is served as one: Hall, Terrace, Family room.</summary>
internal sealed class Area : IBranchOwned, IVersioned
{
    public const int LongestName = 40;
    public const int LastSort = 9999;

    private Area() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public long Version { get; private init; }
    public string Name { get; private set; } = "";
    public int Sort { get; private set; }

    /// <summary>Set when the area is no longer used; its tables keep their history.</summary>
    public DateTimeOffset? OutOfUseAt { get; private set; }

    public static Area Open(Guid branchId, string name, int sort) =>
        new() { Id = Kernel.Id.New(), BranchId = branchId, Name = name, Sort = sort };

    public void Edit(string name, int sort)
    {
        Name = name;
        Sort = sort;
    }

    public void TakeOutOfUse(DateTimeOffset now) => OutOfUseAt ??= now;

    public void PutBackInUse() => OutOfUseAt = null;
}
