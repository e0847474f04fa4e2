using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Kitchen;

/// <summary>A place in the kitchen with its own board: tandoor, bar, pastry. Dishes name it by its key.</summary>
internal sealed class Station : IBranchOwned
{
    private Station() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public Guid BranchId { get; private init; }
    public string Key { get; private init; } = "";
    public LocalText Name { get; private init; } = LocalText.Empty;
    public int Sort { get; private init; }

    /// <summary>From here on a ticket is shown as soon late, and as late.</summary>
    public int WarnSeconds { get; private init; }
    public int LateSeconds { get; private init; }

    public static Station Open(Guid branchId, string key, LocalText name, int sort, int warnSeconds, int lateSeconds) =>
        new() { Id = Kernel.Id.New(), BranchId = branchId, Key = key, Name = name, Sort = sort, WarnSeconds = warnSeconds, LateSeconds = lateSeconds };
}

internal sealed class KitchenMap : IModelPart
{
    public void Map(ModelBuilder model) => model.Entity<Station>(row =>
    {
        row.ToTable("kitchen_station");
        row.UniqueHere(nameof(Station.BranchId), nameof(Station.Key));
    });
}
