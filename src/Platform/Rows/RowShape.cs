using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Restpy.Platform.Rows;

/// <summary>
/// How rows of a class are inserted: the statements, and what reads each column's value off a row. Made once a model.
/// </summary>
internal sealed class RowShape
{
    private static readonly ConcurrentDictionary<IEntityType, RowShape> Shapes = new();

    private RowShape(IEntityType type)
    {
        if (type.GetProperties().FirstOrDefault(p => p.IsShadowProperty()) is { } hidden)
            throw new NotSupportedException(
                $"{type.ClrType.Name}.{hidden.Name} is a column only EF knows of; add such a row to be tracked.");
        if (type.GetNavigations().FirstOrDefault() is { } navigation)
            throw new NotSupportedException(
                $"{type.ClrType.Name}.{navigation.Name} leads to other rows; add such a row to be tracked.");
        (Type, Table) = (type, type.GetTableName()!);
        Columns = [.. type.GetProperties().Select(p => new RowColumn(p))];
        Rank = Depth(type, []);
        var names = string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));
        ForSqlite = $"INSERT INTO \"{Table}\" ({names}) VALUES ({string.Join(", ", Columns.Select(_ => "?"))})";
        ForPostgres =
            $"INSERT INTO \"{Table}\" ({names}) VALUES ({string.Join(", ", Columns.Select((_, i) => $"${i + 1}"))})";
    }

    public IEntityType Type { get; }
    public string Table { get; }
    public IReadOnlyList<RowColumn> Columns { get; }

    /// <summary>How many tables it leans on, one upon the other: those of a lower rank are written first.</summary>
    public int Rank { get; }

    public string ForSqlite { get; }
    public string ForPostgres { get; }

    public static RowShape Of(IModel model, Type row) =>
        Shapes.GetOrAdd(model.FindEntityType(row)
            ?? throw new InvalidOperationException($"{row.Name} is not in the model."), type => new(type));

    private static int Depth(IEntityType type, HashSet<IEntityType> above)
    {
        if (!above.Add(type)) return 0;
        var depth = type.GetForeignKeys().Select(k => k.PrincipalEntityType).Where(p => p != type)
            .Select(p => 1 + Depth(p, above)).DefaultIfEmpty(0).Max();
        above.Remove(type);
        return depth;
    }
}

/// <summary>A column of a row that is inserted.</summary>
internal sealed class RowColumn(IProperty property)
{
    private readonly IClrPropertyGetter _value = property.GetGetter();
    private readonly Func<object?, object?>? _convert =
        property.GetRelationalTypeMapping().Converter?.ConvertToProvider;

    public string Name { get; } = property.GetColumnName();
    public RelationalTypeMapping Mapping { get; } = property.GetRelationalTypeMapping();
    public bool IsNullable { get; } = property.IsNullable;

    public object? ValueOf(object row) => _value.GetClrValueUsingContainingEntity(row);

    /// <summary>As the database keeps it.</summary>
    public object? StoredOf(object row)
    {
        var value = ValueOf(row);
        return value is null || _convert is null ? value : _convert(value);
    }
}
