using Restpy.Kernel;

namespace Restpy.Menu;

/// <summary>A size or portion of a dish with a price of its own.</summary>
internal sealed class Variant : ITenantOwned
{
    private Variant() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid ItemId { get; private init; }
    public string Code { get; private init; } = "";
    public LocalText Name { get; private set; } = LocalText.Empty;
    public long PriceMinor { get; private set; }
    public int Sort { get; private set; }

    public static Variant Of(Guid itemId, string code) => new() { Id = Kernel.Id.New(), ItemId = itemId, Code = code };

    public void Edit(VariantFacts facts, int sort) => (Name, PriceMinor, Sort) = (facts.Name, facts.PriceMinor, sort);
}

/// <summary>This dish asks this group of choices.</summary>
internal sealed class ItemGroup : ITenantOwned
{
    private ItemGroup() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid ItemId { get; private init; }
    public Guid GroupId { get; private init; }
    public int Sort { get; private set; }

    public static ItemGroup Of(Guid itemId, Guid groupId) =>
        new() { Id = Kernel.Id.New(), ItemId = itemId, GroupId = groupId };

    public void Place(int sort) => Sort = sort;
}

/// <summary>What a dish, or one variant of it, costs at one branch instead of its price on the menu.</summary>
internal sealed class BranchPrice : IBranchOwned
{
    private BranchPrice() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public Guid ItemId { get; private init; }

    /// <summary>Null: the price of a dish without variants.</summary>
    public Guid? VariantId { get; private init; }
    public long PriceMinor { get; private set; }

    public static BranchPrice Of(Guid branchId, Guid itemId, Guid? variantId, long priceMinor) =>
        new()
        {
            Id = Kernel.Id.New(), BranchId = branchId, ItemId = itemId, VariantId = variantId, PriceMinor = priceMinor,
        };

    public void Become(long priceMinor) => PriceMinor = priceMinor;
}

/// <summary>This dish is not on the menu of this branch at all. (Sold out today is <see cref="ItemStock"/>.)</summary>
internal sealed class OffAtBranch : IBranchOwned
{
    private OffAtBranch() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public Guid ItemId { get; private init; }
    public DateTimeOffset Since { get; private init; }

    public static OffAtBranch Of(Guid branchId, Guid itemId, DateTimeOffset now) =>
        new() { Id = Kernel.Id.New(), BranchId = branchId, ItemId = itemId, Since = now };
}
