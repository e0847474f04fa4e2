// Reviewed raw SQL: carries out the rows of a save, which the write guard has passed and EF has put in order.
#pragma warning disable RS0030
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using SQLitePCL;

namespace Restpy.Platform.Rows;

/// <summary>
/// Writes the rows of a save to SQLite with kept statements. EF decides which rows, in which order, and with which
/// conditions; this only carries them out, faster than EF's own batch, which writes and parses every statement anew.
/// </summary>
internal sealed class SqliteBatch : RowBatch
{
    // SQLite works in this process: there is nothing to wait for.
    public override Task ExecuteAsync(IRelationalConnection connection, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sqlite = (SqliteConnection)connection.DbConnection;
        NewRows.Write(sqlite, ((IRowContext)connection.Context).Written.Take());
        Write(sqlite);
        return Task.CompletedTask;
    }

    private void Write(SqliteConnection connection)
    {
        foreach (var row in ModificationCommands)
        {
            try
            {
                var statement = SqliteStatements.Of(connection, RowSql.Of(row, isNumbered: false));
                Bind(statement, row);
                SqliteStatements.Run(connection, statement);
            }
            catch (SqliteException refused)
            {
                throw new DbUpdateException($"{row.TableName} could not be saved.", refused, row.Entries);
            }
            if (row.EntityState != EntityState.Added && raw.sqlite3_changes(connection.Handle!) != 1)
                throw new DbUpdateConcurrencyException(
                    $"A row of {row.TableName} was changed or deleted meanwhile.", row.Entries);
        }
    }

    private static void Bind(sqlite3_stmt statement, IReadOnlyModificationCommand row)
    {
        var index = 0;
        foreach (var column in row.ColumnModifications)
            if (column.IsWrite) SqliteStatements.Bind(statement, ++index, Stored(column, column.Value));
        foreach (var column in row.ColumnModifications)
            if (column.IsCondition) SqliteStatements.Bind(statement, ++index, Stored(column, column.OriginalValue));
    }

    private static object? Stored(IColumnModification column, object? value) =>
        column.TypeMapping!.Converter is { } converter ? converter.ConvertToProvider(value) : value;
}
