using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>Tells the refusal of one unique index or key from every other failure of a save.</summary>
public static class UniqueConflicts
{
    private const int Unique = 2067, PrimaryKey = 1555;

    /// <param name="failed">What the save threw.</param>
    /// <param name="db">Whose model knows the index.</param>
    /// <param name="properties">Of the index or key of <typeparamref name="T"/>, without the restaurant.</param>
    public static bool IsTaken<T>(this DbUpdateException failed, RestpyDb db, params string[] properties)
        where T : class
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        var (name, columns) = Find(type, properties);
        return failed.InnerException switch
        {
            PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } refused =>
                refused.ConstraintName == name,
            SqliteException { SqliteExtendedErrorCode: Unique or PrimaryKey } refused =>
                refused.Message.Contains(
                    $"failed: {string.Join(", ", columns.Select(c => $"{type.GetTableName()}.{c}"))}'",
                        StringComparison.Ordinal),
            _ => false,
        };
    }

    private static (string Name, IEnumerable<string> Columns) Find(IEntityType type, string[] properties)
    {
        bool Is(IReadOnlyList<IProperty> of) =>
            of.Select(p => p.Name).Where(n => n != nameof(ITenantOwned.RestaurantId)).SequenceEqual(properties);
        var key = type.GetKeys().FirstOrDefault(k => Is(k.Properties));
        var index = type.GetIndexes().FirstOrDefault(i => i.IsUnique && Is(i.Properties));
        if (key is null && index is null)
            throw new ArgumentException(
                $"{type.ClrType.Name} is not unique by {string.Join(", ", properties)}.", nameof(properties));
        return (key?.GetName() ?? index!.GetDatabaseName()!,
            (key?.Properties ?? index!.Properties).Select(p => p.GetColumnName()));
    }
}
