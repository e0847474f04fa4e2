// Reviewed raw SQL: inserts rows the write guard has passed, with every value bound.
#pragma warning disable RS0030
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Data;

/// <summary>
/// The new rows of a use case that does not look at them again (<see cref="RestpyDb.Write"/>, ADR 0021). They go to the
/// database without EF keeping a copy of each, before the rows it tracks: those may refer to them, never the other way round.
/// </summary>
internal sealed class NewRows
{
    private readonly List<object> _rows = [];

    public IReadOnlyList<object> All => _rows;

    public void Add(object row) => _rows.Add(row);

    public void Clear() => _rows.Clear();

    /// <summary>By reference: two rows are never the same one.</summary>
    public bool Holds(object row) => _rows.Exists(r => ReferenceEquals(r, row));

    /// <summary>What a row is written as, those others lean on first.</summary>
    public IReadOnlyList<(RowShape Shape, object Row)> Take(IModel model)
    {
        if (_rows.Count == 0) return [];
        // Stable: within a rank as they were made.
        (RowShape Shape, object Row)[] taken = [.. _rows.Select(r => (RowShape.Of(model, r.GetType()), r)).OrderBy(r => r.Item1.Rank)];
        _rows.Clear();
        return taken;
    }

    /// <summary>Writes them in the transaction of the use case.</summary>
    /// <param name="othersFollow">The save has tracked rows too: on PostgreSQL <see cref="PostgresBatch"/> takes these along in the same trip.</param>
    /// <exception cref="DbUpdateException">The database refused one.</exception>
    public async Task SaveAsync(RestpyDb db, bool othersFollow, CancellationToken ct)
    {
        if (_rows.Count == 0) return;
        if (db.Database.GetDbConnection() is SqliteConnection sqlite)
        {
            Write(sqlite, Take(db.Model));
            return;
        }
        if (othersFollow) return;
        await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
        await PostgresBatch.RunAsync(db, batch, [], ct);
    }

    public static void Write(SqliteConnection connection, IReadOnlyList<(RowShape Shape, object Row)> rows)
    {
        foreach (var (shape, row) in rows)
        {
            try
            {
                var statement = SqliteStatements.Of(connection, shape.ForSqlite);
                for (var i = 0; i < shape.Columns.Count; i++) SqliteStatements.Bind(statement, i + 1, shape.Columns[i].StoredOf(row));
                SqliteStatements.Run(connection, statement);
            }
            catch (SqliteException refused)
            {
                throw new DbUpdateException($"{shape.Table} could not be saved.", refused);
            }
        }
    }

    /// <param name="maker">Makes parameters and is never carried out; a mapping asks for such a one.</param>
    public static NpgsqlBatchCommand Command(RowShape shape, object row, NpgsqlCommand maker)
    {
        var command = new NpgsqlBatchCommand(shape.ForPostgres);
        foreach (var column in shape.Columns) command.Parameters.Add((NpgsqlParameter)column.Mapping.CreateParameter(maker, "", column.ValueOf(row), column.IsNullable));
        return command;
    }
}
