// Reviewed raw SQL: conditional updates of a person's own codes, factors and pending sign-in, which are no
// restaurant's. What may happen once is decided by one UPDATE and its count, not by a row read before.
#pragma warning disable RS0030
using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Staff.Pins;

namespace Restpy.Staff.Factors;

/// <summary>Of any number of requests at once, each of these answers true to one.</summary>
internal sealed class SingleUse(RestpyDb db)
{
    private DateTimeOffset Now => db.Time.GetUtcNow();

    /// <summary>
    /// Counts a try, before the code is looked at. Not more than five, not after its time, and in no other browser or
    /// purpose.
    /// </summary>
    public Task<bool> TryAsync(Guid personId, string purpose, string holder, CancellationToken ct) =>
        DoAsync(() => db.Set<MailCode>()
        .Where(c => c.PersonId == personId && c.Purpose == purpose && c.Holder == holder && c.SpentAt == null
            && c.Tried < MailCode.MostTries && c.EndsAt > Now)
        .ExecuteUpdateAsync(set => set.SetProperty(c => c.Tried, c => c.Tried + 1), ct), ct);

    public Task<bool> SpendCodeAsync(Guid challengeId, CancellationToken ct) => DoAsync(() => db.Set<MailCode>()
        .Where(c => c.ChallengeId == challengeId && c.SpentAt == null)
        .ExecuteUpdateAsync(set => set.SetProperty(c => c.SpentAt, Now), ct), ct);

    /// <summary>
    /// A newer code in the place of the one before, which is worth nothing from then on. Within the caller's
    /// transaction.
    /// </summary>
    public async Task<bool> ReplaceCodeAsync(MailCode code, TimeSpan apart, CancellationToken ct)
    {
        var before = code.SentAt - apart;
        return await db.Set<MailCode>().Where(c => c.PersonId == code.PersonId && c.SentAt <= before)
            .ExecuteUpdateAsync(set => set
            .SetProperty(c => c.ChallengeId, code.ChallengeId).SetProperty(c => c.Purpose, code.Purpose)
            .SetProperty(c => c.Holder, code.Holder).SetProperty(c => c.Hash, code.Hash)
            .SetProperty(c => c.SentAt, code.SentAt).SetProperty(c => c.EndsAt, code.EndsAt)
            .SetProperty(c => c.Tried, 0).SetProperty(c => c.SpentAt, (DateTimeOffset?)null), ct) == 1;
    }

    /// <summary>An app's code is good for one step, a passkey's counter only rises.</summary>
    public Task<bool> RaiseAsync(Guid factorId, long counter, CancellationToken ct) => DoAsync(() => db.Set<Factor>()
        .Where(f => f.Id == factorId && f.Counter < counter)
        .ExecuteUpdateAsync(set => set.SetProperty(f => f.Counter, counter), ct), ct);

    public Task<bool> SpendRecoveryAsync(Guid id, CancellationToken ct) => DoAsync(() => db.Set<RecoveryCode>()
        .Where(c => c.Id == id && c.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, Now), ct),
        ct);

    public Task<bool> SpendChallengeAsync(Guid id, Guid personId, string purpose, string holder,
        CancellationToken ct) => DoAsync(() => db.Set<PasskeyChallenge>()
        .Where(c => c.Id == id && c.PersonId == personId && c.Purpose == purpose && c.Holder == holder
            && c.SpentAt == null && c.EndsAt > Now)
        .ExecuteUpdateAsync(set => set.SetProperty(c => c.SpentAt, Now), ct), ct);

    public Task<bool> FinishAsync(string pendingId, CancellationToken ct) => DoAsync(() => db.Set<PendingSignIn>()
        .Where(p => p.Id == pendingId && p.DoneAt == null && p.EndsAt > Now)
        .ExecuteUpdateAsync(set => set.SetProperty(p => p.DoneAt, Now), ct), ct);

    /// <summary>The same password, kept with today's rounds. One that was changed meanwhile stays.</summary>
    public Task<bool> RenewHashAsync(Person person, string hash, CancellationToken ct) => DoAsync(() => db.Set<Person>()
        .Where(p => p.Id == person.Id && p.PasswordHash == person.PasswordHash)
        .ExecuteUpdateAsync(set => set.SetProperty(p => p.PasswordHash, hash), ct), ct);

    /// <summary>The same PIN, keyed with the current master key. One that was changed meanwhile stays.</summary>
    public Task<bool> RenewPinAsync(Pin pin, string hash, CancellationToken ct) => DoAsync(() => db.Set<Pin>()
        .Where(p => p.Id == pin.Id && p.Hash == pin.Hash)
        .ExecuteUpdateAsync(set => set.SetProperty(p => p.Hash, hash), ct), ct);

    private async Task<bool> DoAsync(Func<Task<int>> update, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        return await work.SaveAsync(await update() == 1, ct);
    }
}
