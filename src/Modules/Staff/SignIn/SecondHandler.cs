using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Staff.Factors;
using Restpy.Staff.Networks;
using Restpy.Staff.SignIn;

namespace Restpy.Staff.SignIn;

/// <summary>Ends a pending sign-in: what was offered has been shown, once.</summary>
internal sealed class SecondHandler(SecondFactorVerifier proofs, Passkeys passkeys, SingleUse singleUse,
    SignInHandler signIn, Devices devices, NetworkGuard networks)
{
    public async Task<Outcome<SignedIn>> ByCodeAsync(
        Pending pending, SecondFactorMethod means, string? code, Ask ask, SignInClient client, CancellationToken ct)
    {
        if (means == SecondFactorMethod.Passkey || !pending.Offered.Contains(means)) return new WrongCode("code");
        var outcome = await proofs.CheckAsync(pending.Person, means, code, ask, ct);
        return outcome.Ok ? await FinishAsync(pending, means, client, new WrongCode("code"), ct) : outcome.Error;
    }

    public async Task<Outcome<SignedIn>> ByPasskeyAsync(Pending pending, HttpContext http, Guid question, string answer,
        Ask ask, SignInClient client, CancellationToken ct)
    {
        if (!pending.Offered.Contains(SecondFactorMethod.Passkey)) return new PasskeyRefused();
        var outcome = await passkeys.ShownAsync(http, pending.Person, ask, question, answer, ct);
        return outcome.Ok ? await FinishAsync(pending, SecondFactorMethod.Passkey, client, new PasskeyRefused(), ct)
            : outcome.Error;
    }

    private async Task<Outcome<SignedIn>> FinishAsync(
        Pending pending, SecondFactorMethod means, SignInClient client, Error late, CancellationToken ct)
    {
        // The phone may stand elsewhere than the tablet the sign-in began on, and so may a thief.
        var candidates = await networks.OpenFromAsync(pending.Workplaces, pending.Person.Id, client.Ip, ct);
        if (candidates.Count == 0 || !await singleUse.FinishAsync(pending.Id, ct)) return late;
        var device = await devices.OfAsync(pending.Person, client.Device, ct);
        return await signIn.FinishAsync(pending.Person, candidates, means, device, client, ct);
    }
}
