using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Restpy.Platform.Data;

/// <summary>What the rights of people must still be when the work is saved.</summary>
/// <param name="Members">Empty: this may not be saved, because nobody has lent what it needs yet.</param>
internal sealed record RightsAtSave(params IReadOnlyList<MemberRights> Members)
{
    /// <exception cref="RightsChangedException">They are something else by now, or nobody has lent them.</exception>
    public Task KeepAsync(RestpyDb db, CancellationToken ct) => Members.Count > 0
        ? db.GetService<IRightsAtSave>().KeepAsync(Members, db, ct) : throw new RightsChangedException();
}

/// <param name="Mark">Another one with each change of what the member may do.</param>
public readonly record struct MemberRights(Guid MemberId, Guid Mark);

/// <summary>Answered by the Staff module, which knows what people may do.</summary>
public interface IRightsAtSave
{
    /// <summary>
    /// Keeps their rights as they are until the end of the transaction: a change that was committed before counts, one
    /// that comes after waits.
    /// </summary>
    /// <exception cref="RightsChangedException">They were changed since the marks were read.</exception>
    Task KeepAsync(IReadOnlyList<MemberRights> members, RestpyDb db, CancellationToken ct);
}

/// <summary>The person's rights were changed between the request and its save.</summary>
public sealed class RightsChangedException() : InvalidOperationException("The person may not do this any more.");
