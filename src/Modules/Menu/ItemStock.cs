using Restpy.Kernel;

namespace Restpy.Menu;

internal sealed record CountUnfit(int Max) : Error(ErrorKind.Invalid);

/// <summary>
/// Whether a branch has the dish today: "86" since when and by whom, and how many are left where they are counted.
/// </summary>
internal sealed class ItemStock : IBranchOwned, IVersioned
{
    private ItemStock() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }
    public Guid BranchId { get; private init; }
    public Guid ItemId { get; private init; }
    public DateTimeOffset? SoldOutAt { get; private set; }

    /// <summary>Who took it off; empty when the count ran out by itself.</summary>
    [PersonalData(PersonalDataCategory.Staff, KeptFor.Employment)]
    public string SoldOutBy { get; private set; } = "";

    /// <summary>Countdown; null when nobody counts.</summary>
    public int? Left { get; private set; }

    public bool IsSoldOut => SoldOutAt is not null;

    public static ItemStock Of(Guid branchId, Guid itemId) =>
        new() { Id = Kernel.Id.New(), BranchId = branchId, ItemId = itemId };

    public void SellOut(string by, DateTimeOffset now)
    {
        if (!IsSoldOut) (SoldOutAt, SoldOutBy) = (now, by);
    }

    /// <summary>Back on sale. A count that had run out ends with it: nobody knows how many there are now.</summary>
    public void PutBack()
    {
        (SoldOutAt, SoldOutBy) = (null, "");
        if (Left == 0) Left = null;
    }

    /// <summary>So many are left; 0 is sold out, null ends the counting.</summary>
    public Outcome<Done> Count(int? left, string by, DateTimeOffset now)
    {
        if (left is < 0 or > MenuRules.MostLeft) return new CountUnfit(MenuRules.MostLeft) { Field = "left" };
        PutBack();
        Left = left;
        if (left == 0) SellOut(by, now);
        return Done.It;
    }

    public bool Has(int quantity) => !IsSoldOut && (Left is null || Left >= quantity);

    public void Take(int quantity, DateTimeOffset now)
    {
        if (!Has(quantity)) throw new InvalidOperationException("Asked before taken.");
        Left -= quantity;
        if (Left == 0) (SoldOutAt, SoldOutBy) = (now, "");
    }

    /// <summary>Portions that were not made after all. What a person took off stays off.</summary>
    public void GiveBack(int quantity)
    {
        if (Left is not { } left) return;
        Left = Math.Min(MenuRules.MostLeft, left + quantity);
        if (SoldOutBy.Length == 0) SoldOutAt = null;
    }
}
