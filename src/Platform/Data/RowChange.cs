using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Restpy.Kernel;
using Restpy.Platform.Rows;

namespace Restpy.Platform.Data;

/// <summary>A row that is added, changed or removed by a save, or what of it one act changed.</summary>
/// <param name="Tracked">What EF knows of it; null for a new row it does not track.</param>
internal readonly record struct RowChange(IEntityType Type, object Row, EntityEntry? Tracked)
{
    public RowChange(EntityEntry entry) : this(entry.Metadata, entry.Entity, entry) => State = entry.State;

    public RowChange(NewRow row) : this(row.Shape.Type, row.Row, null) => State = EntityState.Added;

    public EntityState State { get; init; }

    /// <summary>
    /// The values, by the place of their property, as the act before left them; null where none had changed the row.
    /// </summary>
    public object?[]? Earlier { get; init; }

    /// <summary>The values as this act left them; null where the save is told of as a whole.</summary>
    public object?[]? Later { get; init; }

    public bool HasChanged
    {
        get
        {
            var change = this;
            return Type.GetProperties().Any(p => p.Name != nameof(IVersioned.Version) && change.IsModified(p));
        }
    }

    public object? Before(IProperty property) =>
        Earlier is { } values ? values[property.GetIndex()] : Tracked!.Property(property).OriginalValue;

    public object? After(IProperty property) => Later is { } values ? values[property.GetIndex()]
        : property.GetGetter().GetClrValueUsingContainingEntity(Row);

    public bool IsModified(IProperty property) => Later is null ? Tracked!.Property(property).IsModified
        : !property.GetValueComparer().Equals(Before(property), After(property));
}
