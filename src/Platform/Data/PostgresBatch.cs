// Reviewed raw SQL: carries out the rows of a save, which the write guard has passed and EF has put in order.
#pragma warning disable RS0030
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Npgsql;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Data;

/// <summary>
/// Writes the rows of a save to PostgreSQL in one trip, and where the transaction has not been told its scope yet, the scope
/// before them. EF decides which rows, in which order, and with which conditions; its own batch would cost a trip for the
/// scope, and names and parses every parameter anew.
/// </summary>
internal sealed class PostgresBatch : RowBatch
{
    public override async Task ExecuteAsync(IRelationalConnection connection, CancellationToken cancellationToken = default)
    {
        var db = (RestpyDb)connection.Context;
        await using var batch = new NpgsqlBatch((NpgsqlConnection)connection.DbConnection, (NpgsqlTransaction?)connection.CurrentTransaction?.GetDbTransaction());
        var said = PostgresScope.Prefix(db, batch) ? 1 : 0;
        using var maker = new NpgsqlCommand();
        foreach (var row in ModificationCommands) batch.BatchCommands.Add(Command(row, maker));
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
            PostgresScope.Said(db);
        }
        catch (NpgsqlException refused)
        {
            var at = refused.BatchCommand is NpgsqlBatchCommand command ? batch.BatchCommands.IndexOf(command) - said : -1;
            var row = ModificationCommands[Math.Max(at, 0)];
            throw new DbUpdateException($"{row.TableName} could not be saved.", refused, row.Entries);
        }
        for (var i = 0; i < ModificationCommands.Count; i++)
            if (batch.BatchCommands[i + said].RecordsAffected != 1)
                throw new DbUpdateConcurrencyException($"A row of {ModificationCommands[i].TableName} was changed or deleted meanwhile.", ModificationCommands[i].Entries);
    }

    /// <param name="maker">Makes parameters and is never carried out; a mapping asks for such a one.</param>
    private static NpgsqlBatchCommand Command(IReadOnlyModificationCommand row, NpgsqlCommand maker)
    {
        var command = new NpgsqlBatchCommand(RowSql.Of(row, isNumbered: true));
        foreach (var column in row.ColumnModifications)
            if (column.IsWrite) command.Parameters.Add((NpgsqlParameter)column.TypeMapping!.CreateParameter(maker, "", column.Value, column.IsNullable));
        foreach (var column in row.ColumnModifications)
            if (column.IsCondition) command.Parameters.Add((NpgsqlParameter)column.TypeMapping!.CreateParameter(maker, "", column.OriginalValue, column.IsNullable));
        return command;
    }
}
