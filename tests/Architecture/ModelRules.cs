using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Restpy.Kernel;

namespace Restpy.ArchitectureTests;

/// <summary>What must hold for every mapped class. Each rule answers with its complaints.</summary>
internal static class ModelRules
{
    /// <summary>
    /// Tables whose name is not their module's: the activity log is written by the platform and read by Audit.
    /// </summary>
    private static readonly string[] Elsewhere = ["audit_entry"];

    /// <summary>
    /// What may be decimal: exact in PostgreSQL, text in SQLite, so never summed or sorted in a query.
    /// </summary>
    private static readonly string[] Exact = ["Percent", "Quantity"];

    public static IEnumerable<string> TableNames(IModel model) =>
        from type in model.GetEntityTypes()
        let table = type.GetTableName()
        let prefix = Models.ModuleOf(type).ToLowerInvariant() + "_"
        where !table.StartsWith(prefix, StringComparison.Ordinal) && !Elsewhere.Contains(table)
        select $"{table} should begin with {prefix}";

    public static IEnumerable<string> Owners(IModel model) =>
        from type in model.GetEntityTypes()
        where !IsTenant(type)
        && string.IsNullOrWhiteSpace(type.ClrType.GetCustomAttribute<SharedByAllRestaurantsAttribute>()?.Reason)
        select $"{type.ClrType.Name} belongs to no restaurant and does not say why";

    public static IEnumerable<string> PrimaryKeys(IModel model) =>
        from type in Tenants(model)
        let columns = string.Join(",", type.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName()))
        where columns != "restaurant_id,id"
        select $"{type.ClrType.Name} has the key ({columns})";

    public static IEnumerable<string> UniqueIndexes(IModel model) =>
        from type in Tenants(model)
        from index in type.GetIndexes()
        where index.IsUnique && index.Properties[0].Name != nameof(ITenantOwned.RestaurantId)
        select $"{index.GetDatabaseName()} is unique over all restaurants";

    public static IEnumerable<string> ForeignKeys(IModel model) =>
        from type in Tenants(model)
        from key in type.GetForeignKeys()
        where IsTenant(key.PrincipalEntityType)
        && (key.Properties[0].Name != nameof(ITenantOwned.RestaurantId)
            || key.PrincipalKey.Properties[0].Name != nameof(ITenantOwned.RestaurantId))
        select $"{key.GetConstraintName()} can point at another restaurant";

    public static IEnumerable<string> ForeignTables(IModel model) =>
        from type in model.GetEntityTypes()
        from key in type.GetForeignKeys()
        where key.PrincipalEntityType.ClrType.Assembly != type.ClrType.Assembly
        select $"{key.GetConstraintName()} points at a table of {Models.ModuleOf(key.PrincipalEntityType)}";

    public static IEnumerable<string> Filters(IModel model)
    {
        foreach (var type in Tenants(model))
        {
            if (type.FindDeclaredQueryFilter("restaurant") is null)
                yield return $"{type.ClrType.Name} is not filtered by restaurant";
            if (typeof(IBranchOwned).IsAssignableFrom(type.ClrType) && type.FindDeclaredQueryFilter("branch") is null)
                yield return $"{type.ClrType.Name} is not filtered by branch";
        }
    }

    /// <summary>
    /// Instants are microseconds in a bigint, money is a bigint of minor units, everything else the databases disagree
    /// on stays out.
    /// </summary>
    public static IEnumerable<string> Columns(IModel model) =>
        from type in model.GetEntityTypes()
        from property in type.GetProperties()
        let column = $"{type.GetTableName()}.{property.GetColumnName()}"
        let stored = property.GetTypeMapping().Converter?.ProviderClrType
        ?? Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType
        where (stored == typeof(decimal) && !Exact.Any(word => property.Name.EndsWith(word, StringComparison.Ordinal)))
              || stored == typeof(DateTimeOffset) || stored == typeof(DateTime) || stored == typeof(TimeSpan)
              || stored == typeof(double) || stored == typeof(float) || stored == typeof(ulong)
              || (property.Name.EndsWith("Minor", StringComparison.Ordinal) && stored != typeof(long))
        select $"{column} is stored as {stored.Name}";

    public static bool IsTenant(IReadOnlyEntityType type) => typeof(ITenantOwned).IsAssignableFrom(type.ClrType);

    private static IEnumerable<IEntityType> Tenants(IModel model) => model.GetEntityTypes().Where(IsTenant);
}
