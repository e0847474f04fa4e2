// Reviewed raw SQL: reads the text columns of one table, of the scope's restaurant alone where the rows are a
// restaurant's.
#pragma warning disable RS0030
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Restpy.Kernel;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Data;

/// <summary>
/// The texts of a table as they are stored, for checks that look into every table. Asked by EF, forty tables would be
/// forty questions for it to translate after each start, which costs seconds of processor.
/// </summary>
public sealed class TableTexts
{
    private readonly IEntityType _type;
    private readonly List<IProperty> _columns;

    public TableTexts(IEntityType type)
    {
        _type = type;
        _columns = [.. type.GetProperties().Where(p => p.ClrType == typeof(string) || p.ClrType == typeof(LocalText))];
    }

    public string Table => _type.GetTableName()!;

    public bool HasTexts => _columns.Count > 0;

    public bool IsOfARestaurant => typeof(ITenantOwned).IsAssignableFrom(_type.ClrType);

    /// <summary>Rows of the scope's restaurant, the newest first.</summary>
    /// <param name="db">Says whose.</param>
    /// <param name="below">Only rows older than this one.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="only">Only these rows.</param>
    /// <param name="ct">Stops the read.</param>
    public Task<List<TextRow>> NewestAsync(
        RestpyDb db, Guid? below, int most, IReadOnlyCollection<Guid>? only, CancellationToken ct)
    {
        var values = new List<(string Name, object Value)> { ("@r", db.Scope.Restaurant) };
        var where = "restaurant_id = @r";
        if (below is { } id)
        {
            values.Add(("@b", id));
            where += " AND id < @b";
        }
        if (only is not null)
        {
            var named = only.Select(
                (one, i) => (Name: string.Create(CultureInfo.InvariantCulture, $"@o{i}"), Value: (object)one)).ToList();
            values.AddRange(named);
            where += $" AND id IN ({string.Join(", ", named.Select(n => n.Name))})";
        }
        return ReadAsync(db, $"SELECT id, {Columns} FROM {Table} WHERE {where} ORDER BY id DESC LIMIT {most}", values,
            ct);
    }

    /// <summary>
    /// Rows of a table all restaurants share, by key from the last; their ids are of no use and left empty.
    /// </summary>
    public Task<List<TextRow>> AnyAsync(RestpyDb db, int most, CancellationToken ct)
    {
        var newest = string.Join(", ", _type.FindPrimaryKey()!.Properties.Select(p => $"{p.GetColumnName()} DESC"));
        return ReadAsync(db, $"SELECT NULL, {Columns} FROM {Table} ORDER BY {newest} LIMIT {most}", [], ct);
    }

    private string Columns => string.Join(", ", _columns.Select(c => c.GetColumnName()));

    private async Task<List<TextRow>> ReadAsync(
        RestpyDb db, string sql, List<(string Name, object Value)> values, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in values)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }
            var isTold = command is not SqliteCommand && !db.Told.IsNobody;
            if (isTold) PostgresScope.Prefix(command, db.Told);
            await using var reader = await command.ExecuteReaderAsync(ct);
            if (isTold) await reader.NextResultAsync(ct);
            var rows = new List<TextRow>();
            while (await reader.ReadAsync(ct)) rows.Add(Read(reader));
            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private TextRow Read(DbDataReader reader)
    {
        var texts = new List<string>(_columns.Count);
        for (var i = 0; i < _columns.Count; i++)
        {
            if (reader.IsDBNull(i + 1)) continue;
            var text = reader.GetString(i + 1);
            if (_columns[i].ClrType == typeof(string)) texts.Add(text);
            else texts.AddRange(
            ((LocalText)_columns[i].GetTypeMapping().Converter!.ConvertFromProvider(text)!).Texts.Values);
        }
        return new(reader.IsDBNull(0) ? Guid.Empty : reader.GetGuid(0), texts);
    }
}

/// <summary>What one row says.</summary>
public sealed record TextRow(Guid Id, IReadOnlyList<string> Texts);
