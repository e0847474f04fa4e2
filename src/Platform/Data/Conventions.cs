using System.ComponentModel.DataAnnotations.Schema;
using System.Reflection;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>
/// Instants are UTC microseconds in a bigint: both databases order them, and neither rounds differently.
/// </summary>
internal sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(
    instant => Micros(instant),
    micros => new DateTimeOffset((micros * 10) + DateTimeOffset.UnixEpoch.Ticks, TimeSpan.Zero))
{
    public static long Micros(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10;
}

internal sealed class LocalTextConverter()
    : ValueConverter<LocalText, string>(text => text.ToJson(), json => LocalText.FromJson(json));

internal sealed class LocalTextComparer()
    : ValueComparer<LocalText>((a, b) => object.Equals(a, b), t => t.GetHashCode(), t => t);

/// <summary>The conventions every mapped class follows without saying so in its map.</summary>
internal static class Conventions
{
    public static void Apply(ModelConfigurationBuilder model)
    {
        model.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        model.Properties<LocalText>().HaveConversion<LocalTextConverter, LocalTextComparer>();
        model.Properties<Enum>().HaveConversion<string>();
    }

    public static void Apply(ModelBuilder model)
    {
        foreach (var type in model.Model.GetEntityTypes().ToList())
        {
            if (typeof(ITenantOwned).IsAssignableFrom(type.ClrType)) Tenant(model, type);
            if (typeof(IVersioned).IsAssignableFrom(type.ClrType))
                type.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
        }
        foreach (var type in model.Model.GetEntityTypes()) Columns(type);
    }

    private static void Tenant(ModelBuilder model, IMutableEntityType type)
    {
        var row = model.Entity(type.ClrType);
        row.HasKey(nameof(ITenantOwned.RestaurantId), nameof(ITenantOwned.Id));
    }

    private static void Columns(IMutableEntityType type)
    {
        foreach (var property in type.GetProperties())
        {
            property.SetColumnName(ColumnName(property));
            // Rows are complete when they are saved: ids are made here, nothing is read back from the database.
            property.ValueGenerated = ValueGenerated.Never;
        }
        foreach (var index in type.GetIndexes())
            index.SetDatabaseName(
                Name("ix", type, index.Properties));
        foreach (var key in type.GetForeignKeys())
            key.SetConstraintName(
                Name("fk", type, key.Properties));
        type.FindPrimaryKey()?.SetName(Cut($"pk_{type.GetTableName()}"));
    }

    /// <summary>The property's name in snake case, or the older name that [Column] keeps.</summary>
    private static string ColumnName(IReadOnlyProperty property) =>
        property.PropertyInfo?.GetCustomAttribute<ColumnAttribute>()?.Name ?? Snake(property.Name);

    /// <summary>Without the restaurant, with which all of them begin.</summary>
    private static string Name(string kind, IReadOnlyEntityType type, IReadOnlyList<IReadOnlyProperty> properties)
    {
        var columns = properties.Skip(properties.Count > 1 ? 1 : 0).Select(ColumnName);
        return Cut($"{kind}_{type.GetTableName()}_{string.Join('_', columns)}");
    }

    /// <summary>PostgreSQL cuts names at 63 bytes without a word.</summary>
    private static string Cut(string name) => name.Length <= 63 ? name : name[..63];

    internal static string Snake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }
}
