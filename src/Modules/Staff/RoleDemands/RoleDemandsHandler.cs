using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Mail;
using Restpy.Staff.Factors;

namespace Restpy.Staff.RoleDemands;

internal sealed record AskOfRoleRequest(Role Role, SecondFactorRequirement SecondFactorRequirement);

/// <summary>Codes go by mail, and this installation has no way for letters.</summary>
internal sealed record MailNotSetUp() : Error(ErrorKind.Conflict);

/// <summary>Passkeys need an address with a name and TLS.</summary>
internal sealed record PasskeysNotOffered() : Error(ErrorKind.Conflict);

/// <summary>
/// What a restaurant asks of a role at the sign-in. Who is signed in with less is signed out; whoever decides it is
/// not, to be able to take it back.
/// </summary>
internal sealed class RoleDemandsHandler(RestpyDb db, IMails mails)
{
    /// <summary>A restaurant's own; the operator's are not theirs to set.</summary>
    public static readonly IReadOnlyList<Role> Roles = [.. Enum.GetValues<Role>().Where(r => r != Role.SuperAdmin)];

    public async Task<Outcome<Done>> HandleAsync(
        AskOfRoleRequest request, Session me, bool canPasskey, CancellationToken ct)
    {
        if (!Roles.Contains(request.Role) || !Enum.IsDefined(request.SecondFactorRequirement))
            return new NotFound("role");
        if (request.SecondFactorRequirement == SecondFactorRequirement.SecondFactor && mails.Way == MailTransport.None)
            return new MailNotSetUp();
        if (request.SecondFactorRequirement == SecondFactorRequirement.Passkey && !canPasskey)
            return new PasskeysNotOffered();
        await using var work = await db.BeginAsync(ct);
        await work.LockAsync("role security", ct);
        var security = await db.Set<RoleSecurity>().FirstOrDefaultAsync(r => r.Role == request.Role, ct);
        if (security?.SecondFactorRequirement == request.SecondFactorRequirement) return Done.It;
        if (security is null) db.Add(security = RoleSecurity.Of(request.Role));
        security.Ask(request.SecondFactorRequirement, db.Time.GetUtcNow());
        db.Act("staff.demand-set", security, $"{request.Role}: {request.SecondFactorRequirement}");
        await EndWeakerAsync(request, me, ct);
        return await work.SaveAsync(Done.It, ct);
    }

    private async Task EndWeakerAsync(AskOfRoleRequest request, Session me, CancellationToken ct)
    {
        var (now, restaurant) = (db.Time.GetUtcNow(), db.Scope.Restaurant);
        foreach (var session in await db.Set<StaffSession>()
            .Where(s => s.RestaurantId == restaurant && s.Role == request.Role && s.EndedAt == null && s.EndsAt > now
                && s.Id != me.Id).ToListAsync(ct))
            if (!Rules.IsMet(request.SecondFactorRequirement, session.Second)) session.EndedAt = now;
    }
}
