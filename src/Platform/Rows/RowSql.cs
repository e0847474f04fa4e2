using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Update;

namespace Restpy.Platform.Rows;

/// <summary>
/// The statement for a changed row: written columns first, then those it is found by. The same text for the same
/// columns, so that the database needs to parse it once. SQLite's parameters are ?, PostgreSQL's $1, $2.
/// </summary>
internal static class RowSql
{
    [ThreadStatic]
    private static StringBuilder? _text;

    // A new row is written whole, so its statement is its table's. Several models may live in one process: the count
    // tells them apart.
    private static readonly ConcurrentDictionary<(string Table, int Columns, bool IsNumbered), string> Inserts = new();

    public static string Of(IReadOnlyModificationCommand row, bool isNumbered)
    {
        foreach (var column in row.ColumnModifications)
            if (column.IsRead)
                throw new NotSupportedException(
                    $"{row.TableName}.{column.ColumnName} would have to be read back; rows are complete when they "
                        + $"are saved.");
        if (row.EntityState != EntityState.Added) return Write(row, isNumbered);
        var table = (row.TableName, row.ColumnModifications.Count, isNumbered);
        return Inserts.TryGetValue(table, out var known) ? known : Inserts[table] = Write(row, isNumbered);
    }

    private static string Write(IReadOnlyModificationCommand row, bool isNumbered)
    {
        var sql = (_text ??= new(512)).Clear();
        var given = 0;
        switch (row.EntityState)
        {
            case EntityState.Added:
                Each(sql.Append("INSERT INTO \"").Append(row.TableName).Append("\" ("), row, c => c.IsWrite, ", ",
                    _ => { });
                sql.Append(") VALUES (");
                for (var (i, count) = (0, row.ColumnModifications.Count(c => c.IsWrite)); i < count; i++)
                    Value(i > 0 ? ", " : "");
                sql.Append(')');
                break;
            case EntityState.Modified:
                Each(sql.Append("UPDATE \"").Append(row.TableName).Append("\" SET "), row, c => c.IsWrite, ", ",
                    _ => Value(" = "));
                Where();
                break;
            default:
                sql.Append("DELETE FROM \"").Append(row.TableName).Append('"');
                Where();
                break;
        }
        return sql.ToString();

        void Where() => Each(sql.Append(" WHERE "), row, c => c.IsCondition, " AND ",
            c => Value(isNumbered ? c.IsNullable == true ? " IS NOT DISTINCT FROM " : " = " : " IS "));

        void Value(string before)
        {
            sql.Append(before);
            if (isNumbered) sql.Append('$').Append(++given);
            else sql.Append('?');
        }
    }

    private static void Each(StringBuilder sql, IReadOnlyModificationCommand row, Func<IColumnModification, bool> which,
        string between, Action<IColumnModification> then)
    {
        var first = true;
        foreach (var column in row.ColumnModifications)
        {
            if (!which(column)) continue;
            if (!first) sql.Append(between);
            first = false;
            sql.Append('"').Append(column.ColumnName).Append('"');
            then(column);
        }
    }
}
