using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Kitchen;

/// <summary>A place in the kitchen with its own board: tandoor, bar, pastry. Dishes name it by its key.</summary>
internal sealed class Station : IBranchOwned, IVersioned
{
    public const string FirstKey = "kitchen";

    /// <summary>Five and ten minutes are what most kitchens start with.</summary>
    public const int UsualWarnSeconds = 300;
    public const int UsualLateSeconds = 600;

    private Station() { }

    public Guid RestaurantId { get; private init; }
    public Guid Id { get; private init; }
    public long Version { get; private init; }
    public Guid BranchId { get; private init; }
    public string Key { get; private init; } = "";
    public LocalText Name { get; private set; } = LocalText.Empty;
    public int Sort { get; private set; }

    /// <summary>From here on a ticket is shown as soon late, and as late.</summary>
    public int WarnSeconds { get; private set; }
    public int LateSeconds { get; private set; }

    /// <summary>No dish can name it any more; tickets of before stay.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    public static Station Open(Guid branchId, string key, LocalText name, int sort, int warnSeconds, int lateSeconds) =>
        new()
        {
            Id = Kernel.Id.New(), BranchId = branchId, Key = key, Name = name, Sort = sort, WarnSeconds = warnSeconds,
            LateSeconds = lateSeconds,
        };

    public void Change(LocalText name, int sort, int warnSeconds, int lateSeconds) =>
        (Name, Sort, WarnSeconds, LateSeconds) = (name, sort, warnSeconds, lateSeconds);

    public void Retire(DateTimeOffset now) => RetiredAt ??= now;

    public void Return() => RetiredAt = null;
}

internal sealed class KitchenMap : IModelPart
{
    public void Map(ModelBuilder model) => model.Entity<Station>(row =>
    {
        row.ToTable("kitchen_station");
        row.Property(s => s.Version).HasDefaultValue(0L);
        row.UniqueHere(nameof(Station.BranchId), nameof(Station.Key));
    });
}
