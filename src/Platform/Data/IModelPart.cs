using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>What a module adds to the one model. Keys, filters, names and converters follow by convention.</summary>
public interface IModelPart
{
    void Map(ModelBuilder model);
}

/// <summary>
/// All parts. EF Core answers a question for a sequence from its own services, so they are asked for as one.
/// </summary>
public sealed class ModelParts(IEnumerable<IModelPart> parts)
{
    public IReadOnlyList<IModelPart> All { get; } = [.. parts];
}

public static class MapExtensions
{
    /// <summary>
    /// A reference inside the restaurant: the foreign key carries restaurant_id, so the database refuses any other.
    /// </summary>
    public static void RefersTo<TRow, TTarget>(this EntityTypeBuilder<TRow> row, Expression<Func<TRow, Guid?>> id)
        where TRow : class, ITenantOwned
        where TTarget : class, ITenantOwned =>
        row.HasOne<TTarget>().WithMany().HasForeignKey(nameof(ITenantOwned.RestaurantId), NameOf(id.Body))
            .OnDelete(DeleteBehavior.Restrict);

    /// <summary>Rows that live and are loaded with their owner.</summary>
    public static void Owns<TRow, TPart>(
        this EntityTypeBuilder<TRow> row, Expression<Func<TRow, IEnumerable<TPart>?>> parts, string foreignKey)
        where TRow : class, ITenantOwned
        where TPart : class, ITenantOwned =>
        row.HasMany(parts).WithOne().HasForeignKey(nameof(ITenantOwned.RestaurantId), foreignKey)
            .OnDelete(DeleteBehavior.Cascade);

    /// <summary>
    /// Unique inside the restaurant; a unique index over all restaurants would tell one about another.
    /// </summary>
    public static IndexBuilder UniqueHere<TRow>(this EntityTypeBuilder<TRow> row, params string[] properties)
        where TRow : class, ITenantOwned => row.HasIndex([nameof(ITenantOwned.RestaurantId), .. properties]).IsUnique();

    public static IndexBuilder IndexHere<TRow>(this EntityTypeBuilder<TRow> row, params string[] properties)
        where TRow : class, ITenantOwned => row.HasIndex([nameof(ITenantOwned.RestaurantId), .. properties]);

    private static string NameOf(Expression body) => body switch
    {
        MemberExpression member => member.Member.Name,
        UnaryExpression unary => NameOf(unary.Operand),
        _ => throw new ArgumentException("Name a property."),
    };
}
