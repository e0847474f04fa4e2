using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;

namespace Restpy.Staff.Factors;

/// <summary>
/// What the framework's passkey handler asks of a store of people: who is this, and which passkeys are theirs. It
/// writes nothing.
/// </summary>
internal sealed class PasskeyStore(RestpyDb db) : IUserPasskeyStore<Person>
{
    public Task<string> GetUserIdAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.ToString("N"));

    public Task<string?> GetUserNameAsync(Person user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Email);

    public async Task<Person?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParseExact(userId, "N", out var id)
            ? await db.Set<Person>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellationToken) : null;

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Person user, CancellationToken cancellationToken) =>
        [.. (await db.Set<Factor>().AsNoTracking().Where(f => f.PersonId == user.Id && f.Kind == FactorKind.Passkey)
            .ToListAsync(cancellationToken)).Select(Info)];

    public async Task<Person?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var credential = Base64Url.EncodeToString(credentialId);
        return await (from factor in db.Set<Factor>().AsNoTracking()
                      join person in db.Set<Person>().AsNoTracking() on factor.PersonId equals person.Id
                      where factor.Credential == credential && factor.Kind == FactorKind.Passkey
                      select person).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(
        Person user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var credential = Base64Url.EncodeToString(credentialId);
        var factor = await db.Set<Factor>().AsNoTracking()
            .FirstOrDefaultAsync(f => f.PersonId == user.Id && f.Credential == credential
                && f.Kind == FactorKind.Passkey, cancellationToken);
        return factor is null ? null : Info(factor);
    }

    public void Dispose() { }

    public Task SetUserNameAsync(Person user, string? userName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<string?> GetNormalizedUserNameAsync(Person user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(Person user, string? normalizedName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IdentityResult> CreateAsync(Person user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IdentityResult> UpdateAsync(Person user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(Person user, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Person?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task AddOrUpdatePasskeyAsync(Person user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task RemovePasskeyAsync(Person user, byte[] credentialId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private static UserPasskeyInfo Info(Factor factor) => new(
        Base64Url.DecodeFromChars(factor.Credential), Base64Url.DecodeFromChars(factor.Key), factor.AddedAt,
        (uint)factor.Counter, factor.Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        isUserVerified: true, isBackupEligible: factor.IsBackupEligible, isBackedUp: factor.IsBackupEligible,
        attestationObject: [], clientDataJson: [])
    { Name = factor.Name };
}
