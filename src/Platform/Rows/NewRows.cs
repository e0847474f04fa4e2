// Reviewed raw SQL: inserts rows the write guard has passed, with every value bound.
#pragma warning disable RS0030
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Restpy.Platform.Rows;

/// <summary>
/// The new rows of a use case that does not look at them again (<see cref="Kernel.AddUntrackedAttribute"/>, ADR 0021).
/// They go to the database without EF keeping a copy of each, before the rows it tracks: those may refer to them, never
/// the other way round.
/// </summary>
internal sealed class NewRows
{
    private readonly List<NewRow> _rows = [];

    public IReadOnlyList<NewRow> All => _rows;

    /// <exception cref="NotSupportedException">Rows of its class can only be tracked; see
    /// <see cref="RowShape"/>.</exception>
    public void Add(IModel model, object row) => _rows.Add(new(RowShape.Of(model, row.GetType()), row));

    public void Clear() => _rows.Clear();

    /// <summary>By reference: two rows are never the same one.</summary>
    public bool Holds(object row) => _rows.Exists(r => ReferenceEquals(r.Row, row));

    /// <summary>What is to be written, those others lean on first. Both batches begin with it.</summary>
    public IReadOnlyList<NewRow> Take()
    {
        if (_rows.Count == 0) return [];
        // Stable: within a rank as they were made.
        NewRow[] taken = [.. _rows.OrderBy(r => r.Shape.Rank)];
        _rows.Clear();
        return taken;
    }

    /// <summary>Writes those no tracked row took along, in the transaction of the use case.</summary>
    /// <exception cref="DbUpdateException">The database refused one.</exception>
    public async Task SaveAsync(DbContext db, CancellationToken ct)
    {
        if (_rows.Count == 0) return;
        if (db.Database.GetDbConnection() is SqliteConnection sqlite)
        {
            Write(sqlite, Take());
            return;
        }
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(),
            (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
        await PostgresBatch.RunAsync((IRowContext)db, batch, [], ct);
    }

    public static void Write(SqliteConnection connection, IReadOnlyList<NewRow> rows)
    {
        foreach (var (shape, row) in rows)
        {
            try
            {
                var statement = SqliteStatements.Of(connection, shape.ForSqlite);
                for (var i = 0; i < shape.Columns.Count; i++)
                    SqliteStatements.Bind(statement, i + 1, shape.Columns[i].StoredOf(row));
                SqliteStatements.Run(connection, statement);
            }
            catch (SqliteException refused)
            {
                throw new DbUpdateException($"{shape.Table} could not be saved.", refused);
            }
        }
    }

    /// <param name="maker">Makes parameters and is never carried out; a mapping asks for such a one.</param>
    public static NpgsqlBatchCommand Command(NewRow row, NpgsqlCommand maker)
    {
        var command = new NpgsqlBatchCommand(row.Shape.ForPostgres);
        foreach (var column in row.Shape.Columns)
            command.Parameters.Add(
                (NpgsqlParameter)column.Mapping.CreateParameter(maker, "", column.ValueOf(row.Row), column.IsNullable));
        return command;
    }
}

/// <summary>A new row, and how rows of its class are written.</summary>
internal readonly record struct NewRow(RowShape Shape, object Row);
