// Reviewed raw SQL: tells PostgreSQL for whom a command runs; reads and writes no table.
#pragma warning disable RS0030
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;

namespace Restpy.Platform.Data;

/// <summary>
/// Puts the scope before a command, in the same trip. Both are one transaction to the server, explicit or not, and the
/// setting ends with it: the next who gets this connection from the pool finds nothing. Inside a transaction it is said
/// once.
/// </summary>
internal sealed class PostgresScope : DbCommandInterceptor
{
    private const string Say =
        "SELECT set_config('app.restaurant_id', @wall_restaurant, true), set_config('app.door', @wall_door, true)";
    private const string SayFirst =
        "SELECT set_config('app.restaurant_id', $1, true), set_config('app.door', $2, true)";

    /// <summary>Carries out a command of ours.</summary>
    /// <returns>The first column of its first row, or null.</returns>
    public static async Task<object?> ScalarAsync(RestpyDb db, DbCommand command, CancellationToken ct)
    {
        await using var reader = Prefix(db, command) ? await ReadAsync(command, ct)
            : await command.ExecuteReaderAsync(ct);
        var first = await reader.ReadAsync(ct) ? reader.GetValue(0) : null;
        // What comes after the first row is the command's too: it must be carried out, and may fail.
        while (await reader.NextResultAsync(ct)) { }
        Said(db);
        return first;
    }

    /// <returns>How many rows it changed.</returns>
    public static async Task<int> RunAsync(RestpyDb db, DbCommand command, CancellationToken ct)
    {
        Prefix(db, command);
        var rows = await command.ExecuteNonQueryAsync(ct);
        Said(db);
        return rows;
    }

    /// <summary>Before the rows of a save.</summary>
    /// <returns>True when the batch has one command more now, its first.</returns>
    public static bool Prefix(RestpyDb db, NpgsqlBatch batch)
    {
        if (!TenantChanged(db)) return false;
        batch.BatchCommands.Add(new(SayFirst)
        {
            Parameters = { new() { Value = db.Told.Restaurant?.ToString() ?? "" },
                new() { Value = db.Told.TenantBypass } },
        });
        return true;
    }

    /// <summary>The same for a connection without a context: the setting ends with the command.</summary>
    public static void Prefix(DbCommand command, DbTenant scope)
    {
        command.CommandText = command.CommandText.Length == 0 ? Say : $"{Say};\n{command.CommandText}";
        Add(command, "wall_restaurant", scope.Restaurant?.ToString() ?? "");
        Add(command, "wall_door", scope.TenantBypass);
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command,
        CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken =
        default)
    {
        if (eventData.Context is not RestpyDb db) return result;
        if (!Prefix(db, command)) return result;
        var reader = await ReadAsync(command, cancellationToken);
        Said(db);
        return InterceptionResult<DbDataReader>.SuppressWithResult(reader);
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        // Saves are asynchronous only (RestpyDb.SaveChanges throws).
        if (eventData.Context is not RestpyDb db || !Prefix(db, command)) return result;
        var reader = command.ExecuteReader();
        reader.NextResult();
        Said(db);
        return InterceptionResult<DbDataReader>.SuppressWithResult(reader);
    }

    public override async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command,
        CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        eventData.Context is RestpyDb db
            ? InterceptionResult<object>.SuppressWithResult((await ScalarAsync(db, command, cancellationToken))!)
            : result;

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command,
        CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        eventData.Context is RestpyDb db
            ? InterceptionResult<int>.SuppressWithResult(await RunAsync(db, command, cancellationToken)) : result;

    /// <returns>False when the database knows already, or there is nothing to say: without a word it shows no
    /// row.</returns>
    private static bool Prefix(RestpyDb db, DbCommand command)
    {
        if (!TenantChanged(db)) return false;
        Prefix(command, db.Told);
        return true;
    }

    private static bool TenantChanged(RestpyDb db) =>
        db.UnitOfWork is { } work ? work.Told != db.Told : !db.Told.IsNobody;

    internal static void Said(RestpyDb db)
    {
        if (db.UnitOfWork is { } work) work.Told = db.Told;
    }

    private static async Task<DbDataReader> ReadAsync(DbCommand command, CancellationToken ct)
    {
        var reader = await command.ExecuteReaderAsync(ct);
        try
        {
            await reader.NextResultAsync(ct);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
