using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;
using Restpy.Staff.Pins;
using Restpy.Staff.Rights;

namespace Restpy.Staff.LendPin;

/// <summary>The one whose PIN it is may not do this either.</summary>
internal sealed record LenderMayNot() : Error(ErrorKind.Refused);

/// <summary>A PIN its owner has not chosen may be known to who gave it.</summary>
internal sealed record GivenPin() : Error(ErrorKind.Refused);

/// <summary>Nobody lends to themselves.</summary>
internal sealed record OwnPin() : Error(ErrorKind.Refused);

/// <summary>
/// Lends one request the permission and the cap of a colleague of the branch, by their PIN. Nothing of it is kept.
/// </summary>
internal sealed class Lending(RestpyDb db, PinCheck pins, IEnumerable<ILenderLimit> limits)
    : ILending
{
    public async Task<IReadOnlyList<(Guid MemberId, string Name, Role Role)>> LendersAsync(
        Session to, string permission, CancellationToken ct) =>
        to.MemberId is null ? []
            : await WhoCanAsync((await pins.HereAsync(permission, ct))
                .Where(h => h.PersonId != to.PersonId && !h.Given), permission, ct);

    /// <summary>Whose limit is nothing could be chosen and would fail.</summary>
    private async Task<IReadOnlyList<(Guid MemberId, string Name, Role Role)>> WhoCanAsync(
        IEnumerable<PinHolder> holders, string permission, CancellationToken ct)
    {
        var limit = limits.FirstOrDefault(l => l.Permission == permission);
        var able = new List<(Guid, string, Role)>();
        foreach (var holder in holders)
            if (limit is null || await limit.CanAsync(holder.MemberId, holder.Role, ct))
                able.Add((holder.MemberId, holder.Name, holder.Role));
        return able;
    }

    public async Task<Outcome<Lender>> LendAsync(
        Session to, Guid memberId, string pin, string permission, string ip, string userAgent, CancellationToken ct)
    {
        // Read before the PIN: what changes from here on is noticed at the save.
        var mark = await MarkAsync(memberId, ct);
        var found = await pins.CheckAsync(memberId, pin, new(ip, userAgent), ct);
        if (!found.Ok) return found.Error;
        var holder = found.Value;
        if (holder.PersonId == to.PersonId) return new OwnPin();
        if (holder.Given) return new GivenPin();
        if (!holder.May(permission)) return new LenderMayNot();
        return new Lender(holder.MemberId, holder.PersonId, holder.Name, holder.Role, mark);
    }

    private Task<Guid> MarkAsync(Guid memberId, CancellationToken ct) => db.Set<MemberStamps>().AsNoTracking()
        .Where(t => t.MemberId == memberId).Select(t => t.RightsStamp).FirstOrDefaultAsync(ct);
}
