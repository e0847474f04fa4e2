using Restpy.Platform.Data;
using Restpy.Platform.Gates;

namespace Restpy.IntegrationTests.Core;

/// <summary>Breaks on one cookie, as a lost database would.</summary>
internal sealed class BrokenSessions : ISessions
{
    public Task<Session?> FindAsync(string cookie, bool gesture, string ip, Guid? tablet, CancellationToken ct) =>
        throw new InvalidOperationException("secret detail of the inside");

    public Task<bool> IsAliveAsync(Session session, CancellationToken ct) => Task.FromResult(true);

    public Task<bool> LivesAsync(string id, CancellationToken ct) =>
        throw new InvalidOperationException("The sessions are broken.");

    public Task KeepRightsAsync(Session session, UnitOfWork work, CancellationToken ct) =>
        throw new InvalidOperationException("The sessions are broken.");
}
