using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;

namespace Restpy.Billing;

/// <summary>How far somebody may go by themselves.</summary>
/// <param name="RefundMinor">The most money that goes back from one bill; null where the percentage alone
/// counts.</param>
internal sealed record Cap(decimal DiscountPercent, decimal CreditPercent, long? RefundMinor, bool MayCompliment)
{
    /// <summary>Whether they decide how money goes back: a manager, or the owner.</summary>
    public bool Decides { get; init; }

    public static readonly Cap Nothing = new(0, 0, 0, false);

    /// <summary>The person's own, where it decided; null where the role did.</summary>
    public PersonCap? By { get; init; }

    public static Cap Of(RoleCap role) =>
        new(role.DiscountPercent, role.CreditPercent, role.RefundMinor, role.MayCompliment);

    public static Cap Of(PersonCap own) =>
        new(own.DiscountPercent, own.CreditPercent, own.RefundMinor, own.MayCompliment) { By = own };

    /// <summary>Whether who has this cap goes at least as far as the other in everything.</summary>
    public bool Covers(Cap other) =>
        DiscountPercent >= other.DiscountPercent && CreditPercent >= other.CreditPercent
            && (MayCompliment || !other.MayCompliment)
        && (RefundMinor is null || other.RefundMinor <= RefundMinor);
}

/// <summary>
/// The caps that hold here: the person's own while it holds, else the restaurant's for the role, else the usual.
/// </summary>
internal sealed class Caps(RestpyDb db, Colleagues colleagues)
{
    /// <summary>
    /// The cap of the person who acts, or of the colleague who lends them theirs. Somebody without a role of the
    /// restaurant may give nothing away.
    /// </summary>
    public Task<Cap> OfAsync(Actor actor, CancellationToken ct) =>
        actor.Lender is { } lender ? OfAsync(lender.MemberId, lender.Role, ct) : WithoutLenderAsync(actor, ct);

    /// <summary>The person's own cap, also where a colleague lends them theirs.</summary>
    public Task<Cap> WithoutLenderAsync(Actor actor, CancellationToken ct) =>
        Enum.TryParse<Role>(actor.Role, ignoreCase: true, out var role)
            ? OfAsync(actor.MemberId, role, ct) : Task.FromResult(Cap.Nothing);

    public async Task<Cap> OfAsync(Guid? memberId, Role role, CancellationToken ct) =>
        (memberId is { } id && await OwnAsync(id, ct) is { } own ? Cap.Of(own) : Cap.Of(await OfAsync(role, ct))) with
        {
            Decides = role is Role.Owner or Role.Manager,
        };

    public async Task<RoleCap> OfAsync(Role role, CancellationToken ct) =>
        await db.Set<RoleCap>().AsNoTracking().FirstOrDefaultAsync(c => c.Role == role, ct)
        ?? RoleCap.Usual.FirstOrDefault(c => c.Role == role) ?? RoleCap.Of(role, 0, 0, false);

    /// <summary>
    /// The cap of a person that holds now. It was given to them as they stood: another role, or a return, begins
    /// without it.
    /// </summary>
    public async Task<PersonCap?> OwnAsync(Guid memberId, CancellationToken ct)
    {
        var now = db.Time.GetUtcNow();
        var own = await db.Set<PersonCap>().AsNoTracking()
            .FirstOrDefaultAsync(c => c.MemberId == memberId && c.EndedAt == null, ct);
        return own is not null && own.Holds(now) && await colleagues.StandingAsync(memberId, ct) == own.Standing ? own
            : null;
    }
}
