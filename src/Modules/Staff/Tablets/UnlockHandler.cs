using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff.Contract;
using Restpy.Staff.Factors;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.Pins;
using Restpy.Staff.SignIn;
using Restpy.Staff.SignOut;

namespace Restpy.Staff.Tablets;

/// <summary>The role asks for a passkey, which no six digits stand in for.</summary>
internal sealed record PinNotEnough : Error
{
    public PinNotEnough() : base(ErrorKind.Refused) => Field = "pin";
}

/// <summary>
/// A right PIN on a paired tablet opens a session that is good on this tablet, in this branch, and for eight idle
/// minutes.
/// </summary>
internal sealed class UnlockHandler(RestpyDb db, WorkScope scope, Pins.Pins pins, SecondFactorRequirements demands,
    SignInHandler signIn, SignOutHandler signOut)
{
    /// <param name="former">Whoever had unlocked it before.</param>
    /// <returns>The session's cookie, and who it is.</returns>
    public async Task<Outcome<(string Cookie, PinHolder Who)>> HandleAsync(
        PairedTablet tablet, Session? former, Guid memberId, string? pin, PinClient where, CancellationToken ct)
    {
        var right = await pins.CheckAsync(memberId, pin, where, ct);
        if (!right.Ok) return right.Error;
        var (member, person) = (right.Value.Member, right.Value.Person);
        var requirement = await demands.OfAsync(member.Role, ct);
        if (!Rules.IsMet(requirement, SecondFactorMethod.Tablet)) return new PinNotEnough();
        var who = await pins.HolderAsync(right.Value, ct);
        if (former is not null)
        {
            scope.Enter(former.RestaurantId, former.BranchId,
                new(ActorKind.Staff, former.PersonId, former.PersonName, former.Role.ToString().ToLowerInvariant(),
                    where.Ip, where.UserAgent));
            await signOut.HandleAsync(former, ct);
        }
        var workplace = new Workplace(tablet.RestaurantId, member.Id, right.Value.EmploymentStamp,
            tablet.RestaurantName, tablet.BranchId, tablet.BranchName, member.Role)
        {
            SecondFactorRequirement = requirement
        };
        // Whose it is was never shown by more than six digits: what matters asks for the rest.
        var proof = new SignInProof(SecondFactorMethod.Tablet, DateTimeOffset.UnixEpoch);
        await using var work = await db.BeginAsync(ct);
        await Pins.Pins.LockAsync(work, member.Id, ct);
        // Changed since it was looked at: what the one before had opened is ended already, and this would come after.
        if (!await pins.IsStillAsync(right.Value, ct)) return new WrongPin();
        var cookie = await signIn.OpenAsync(
            new(person.Id, person.Name, person.Language, workplace, proof, where.Ip, where.UserAgent)
            {
                Remark = tablet.Name
            }, ct);
        return (await work.SaveAsync(cookie, ct), who);
    }
}
