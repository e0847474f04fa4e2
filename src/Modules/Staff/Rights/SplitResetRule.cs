using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Staff.Rights;

/// <summary>
/// Who made the link for a new password does not take away the second factors as well, or the other way round, within a
/// day.
/// </summary>
internal sealed record TheWholeAccount() : Error(ErrorKind.Refused);

/// <summary>
/// A new password and no second factor are together the whole account of somebody else: one hand gives one of the two.
/// </summary>
internal sealed class SplitResetRule(RestpyDb db)
{
    public const string ResetStarted = "staff.reset-started", FactorsForgotten = "staff.factors-forgotten";

    /// <summary>
    /// To be asked within the transaction that does the one; it waits for who is just doing the other.
    /// </summary>
    /// <param name="work">The transaction.</param>
    /// <param name="person">Whose account.</param>
    /// <param name="other">The act of the other half.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<bool> DidAsync(UnitOfWork work, Guid person, string other, Actor actor, CancellationToken ct)
    {
        await work.LockAsync($"staff:account:{person:N}", ct);
        var (since, me) = (db.Time.GetUtcNow().AddDays(-1), actor.PersonId);
        return await db.Set<AuditEntry>()
            .AnyAsync(e => e.ObjectId == person && e.Action == other && e.PersonId == me && e.At > since, ct);
    }
}
