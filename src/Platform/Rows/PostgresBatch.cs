// Reviewed raw SQL: carries out the rows of a save, which the write guard has passed and EF has put in order.
#pragma warning disable RS0030
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Npgsql;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Rows;

/// <summary>
/// Writes the rows of a save to PostgreSQL in one trip, and where the transaction has not been told its scope yet, the
/// scope before them. EF decides which rows, in which order, and with which conditions; its own batch would cost a trip
/// for the scope, and names and parses every parameter anew.
/// </summary>
internal sealed class PostgresBatch : RowBatch
{
    public override async Task ExecuteAsync(
        IRelationalConnection connection, CancellationToken cancellationToken = default)
    {
        var db = (IRowContext)connection.Context;
        await using var batch = new NpgsqlBatch((NpgsqlConnection)connection.DbConnection,
            (NpgsqlTransaction?)connection.CurrentTransaction?.GetDbTransaction());
        await RunAsync(db, batch, ModificationCommands, cancellationToken);
    }

    /// <summary>The scope, the rows EF does not track, and those it does.</summary>
    public static async Task RunAsync(
        IRowContext db, NpgsqlBatch batch, IReadOnlyList<IReadOnlyModificationCommand> tracked, CancellationToken ct)
    {
        db.TellTenant(batch);
        using var maker = new NpgsqlCommand();
        var written = db.Written.Take();
        foreach (var row in written) batch.BatchCommands.Add(NewRows.Command(row, maker));
        var first = batch.BatchCommands.Count;
        foreach (var row in tracked) batch.BatchCommands.Add(Command(row, maker));
        try
        {
            await batch.ExecuteNonQueryAsync(ct);
            db.TenantTold();
        }
        catch (NpgsqlException refused)
        {
            var at = refused.BatchCommand is NpgsqlBatchCommand command ? batch.BatchCommands.IndexOf(command) - first
                : -1;
            if (at >= 0)
                throw new DbUpdateException(
                    $"{tracked[at].TableName} could not be saved.", refused, tracked[at].Entries);
            var shape = at + written.Count is var of and >= 0 && of < written.Count ? written[of].Shape : null;
            throw new DbUpdateException($"{shape?.Table ?? "Something"} could not be saved.", refused);
        }
        for (var i = 0; i < tracked.Count; i++)
            if (batch.BatchCommands[i + first].RecordsAffected != 1)
                throw new DbUpdateConcurrencyException(
                    $"A row of {tracked[i].TableName} was changed or deleted meanwhile.", tracked[i].Entries);
    }

    /// <param name="maker">Makes parameters and is never carried out; a mapping asks for such a one.</param>
    private static NpgsqlBatchCommand Command(IReadOnlyModificationCommand row, NpgsqlCommand maker)
    {
        var command = new NpgsqlBatchCommand(RowSql.Of(row, isNumbered: true));
        foreach (var column in row.ColumnModifications)
            if (column.IsWrite)
                command.Parameters.Add(
                    (NpgsqlParameter)column.TypeMapping!.CreateParameter(maker, "", column.Value, column.IsNullable));
        foreach (var column in row.ColumnModifications)
            if (column.IsCondition)
                command.Parameters.Add((NpgsqlParameter)column.TypeMapping!.CreateParameter(
                    maker, "", column.OriginalValue, column.IsNullable));
        return command;
    }
}
