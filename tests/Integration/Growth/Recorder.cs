using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Restpy.Platform.Data;
using Restpy.Platform.Wall;

namespace Restpy.IntegrationTests.Growth;

/// <summary>
/// Writes down what the product really asks the database, with its values and for whom, while a test listens.
/// </summary>
internal sealed class Recorder : DbCommandInterceptor
{
    private volatile ConcurrentQueue<Statement>? _heard;

    /// <summary>What is asked by everybody until this is disposed; one test listens at a time.</summary>
    public async Task<IReadOnlyList<Statement>> DuringAsync(Func<Task> work)
    {
        var heard = _heard = new();
        try
        {
            await work();
            return [.. heard];
        }
        finally
        {
            _heard = null;
        }
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command,
        CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken =
        default)
    {
        Hear(command, eventData);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Hear(command, eventData);
        return base.ReaderExecuting(command, eventData, result);
    }

    private void Hear(DbCommand command, CommandEventData eventData)
    {
        if (_heard is not { } heard || eventData.Context is not RestpyDb db) return;
        // Whether the wall's prefix stands before the text already depends on who was asked first.
        const string prefix = "SELECT set_config(";
        var text = command.CommandText;
        if (text.StartsWith(prefix, StringComparison.Ordinal))
            text = text[(text.IndexOf(";\n", StringComparison.Ordinal) + 2)..];
        heard.Enqueue(new(text,
            [.. command.Parameters.Cast<NpgsqlParameter>()
                .Where(p => !p.ParameterName.StartsWith("wall_", StringComparison.Ordinal)).Select(p => p.Clone())],
                db.Told));
    }
}

/// <param name="Told">Whose rows the database was told to show.</param>
internal sealed record Statement(string Text, IReadOnlyList<NpgsqlParameter> Parameters, DbTenant Told);
