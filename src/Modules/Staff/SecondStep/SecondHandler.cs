using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Factors;
using Restpy.Staff.Networks;
using Restpy.Staff.SignIn;

namespace Restpy.Staff.SecondStep;

/// <summary>Ends a pending sign-in: what was offered has been shown, once.</summary>
internal sealed class SecondHandler(Proofs proofs, Passkeys passkeys, Once once, SignInHandler signIn, Devices devices, NetworkGuard networks)
{
    public async Task<Outcome<SignedIn>> ByCodeAsync(Pending pending, Means means, string? code, Ask ask, Visit visit, CancellationToken ct)
    {
        if (means == Means.Passkey || !pending.Offered.Contains(means)) return new WrongCode("code");
        var outcome = await proofs.CheckAsync(pending.Person, means, code, ask, ct);
        return outcome.Ok ? await FinishAsync(pending, means, visit, new WrongCode("code"), ct) : outcome.Error;
    }

    public async Task<Outcome<SignedIn>> ByPasskeyAsync(Pending pending, HttpContext http, Guid question, string answer, Ask ask, Visit visit, CancellationToken ct)
    {
        if (!pending.Offered.Contains(Means.Passkey)) return new PasskeyRefused();
        var outcome = await passkeys.ShownAsync(http, pending.Person, ask, question, answer, ct);
        return outcome.Ok ? await FinishAsync(pending, Means.Passkey, visit, new PasskeyRefused(), ct) : outcome.Error;
    }

    private async Task<Outcome<SignedIn>> FinishAsync(Pending pending, Means means, Visit visit, Error late, CancellationToken ct)
    {
        // The phone may stand elsewhere than the tablet the sign-in began on, and so may a thief.
        var doors = await networks.OpenFromAsync(pending.Doors, pending.Person.Id, visit.Ip, ct);
        if (doors.Count == 0 || !await once.FinishAsync(pending.Id, ct)) return late;
        var device = await devices.OfAsync(pending.Person, visit.Device, ct);
        return await signIn.FinishAsync(pending.Person, doors, means, device, visit, ct);
    }
}
