using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;

namespace Restpy.Platform.Data;

/// <summary>The command id was used before for something else. A client makes a new id for a new intention.</summary>
public sealed record CommandIdReused() : Error(ErrorKind.Conflict);

/// <summary>A write without a command id could be doubled by a retry, so it is refused.</summary>
public sealed record CommandIdMissing : Error
{
    public CommandIdMissing() : base(ErrorKind.Invalid) => Field = "commandId";
}

/// <summary>
/// Runs a use case once per client-made command id. A repeat, also one racing the first, gets the first answer. The
/// happy path costs one insert and no read: the primary key of the command record is what decides.
/// </summary>
public sealed class Commands(RestpyDb db, WorkScope scope)
{
    public async Task<Outcome<TAnswer>> OnceAsync<TRequest, TAnswer>(
        Guid commandId, TRequest request, Func<Task<Outcome<TAnswer>>> run, CancellationToken ct)
    {
        if (commandId == Guid.Empty) return new CommandIdMissing();
        scope.Command = new(commandId, Hash(request));
        try
        {
            var outcome = await run();
            // A refusal may be only the echo of the first run ("line already voided"), so look before saying no.
            return outcome.Ok ? outcome : await FirstAnswerAsync<TAnswer>(ct) ?? outcome;
        }
        catch (DbUpdateException)
        {
            // Whatever it ran into (its own id, a row the first run has changed): where there is a first answer, that
            // was a repeat.
            db.Forget();
            if (await FirstAnswerAsync<TAnswer>(ct) is { } first) return first;
            throw;
        }
        finally
        {
            scope.Command = null;
        }
    }

    private async Task<Outcome<TAnswer>?> FirstAnswerAsync<TAnswer>(CancellationToken ct)
    {
        var stamp = scope.Command!;
        var record = await db.Set<CommandRecord>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == stamp.Id, ct);
        if (record is null) return null;
        if (record.RequestHash != stamp.RequestHash) return new CommandIdReused();
        return JsonSerializer.Deserialize<TAnswer>(record.Answer, Answers.Json)!;
    }

    /// <summary>Covers who asks as well: one person's retry is not another's answer.</summary>
    private string Hash<TRequest>(TRequest request)
    {
        var asked = JsonSerializer.SerializeToUtf8Bytes(new
        {
            Type = typeof(TRequest).FullName, scope.Actor?.PersonId, Request = request,
        }, Answers.Json);
        return Convert.ToHexStringLower(SHA256.HashData(asked));
    }
}
