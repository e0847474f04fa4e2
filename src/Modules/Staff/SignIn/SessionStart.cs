using Microsoft.AspNetCore.Http;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.SignOut;

namespace Restpy.Staff.SignIn;

/// <summary>Gives the browser the cookie of a sign-in that succeeded, and says where it goes next.</summary>
internal sealed class SessionStart(SignOutHandler signOut, WorkScope scope)
{
    /// <param name="http">The request that signed in.</param>
    /// <param name="signedIn">What the sign-in gave.</param>
    /// <param name="next">A path of our own to open afterwards; empty for the person's first screen.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The path to redirect to.</returns>
    public async Task<string> BeginAsync(HttpContext http, SignedIn signedIn, string next, CancellationToken ct)
    {
        if (signedIn.IsPending)
        {
            PendingCookie.Set(http, signedIn.Cookie);
            return "/sign-in/second" + (next.Length > 0 ? "?next=" + Uri.EscapeDataString(next) : "");
        }
        await EndFormerAsync(http, ct);
        SessionCookie.Set(http, signedIn.Cookie);
        return signedIn.OnlyEnrols ? "/staff/account/factors"
            : signedIn.Workplaces > 1 ? "/staff/choose" + (next.Length > 0 ? "?next=" + Uri.EscapeDataString(next) : "")
            : next.Length > 0 ? next : "/staff";
    }

    /// <summary>The cookie of whoever was signed in here is overwritten, so their session ends with it.</summary>
    private async Task EndFormerAsync(HttpContext http, CancellationToken ct)
    {
        if (http.Session() is not { } former) return;
        scope.Enter(former.RestaurantId, former.BranchId, http.StaffActor(former));
        await signOut.HandleAsync(former, ct);
    }
}

internal static class SignInClients
{
    /// <returns>Where the request comes from; a browser without a device cookie gets one with the answer.</returns>
    public static SignInClient Of(HttpContext http) =>
        new(http.Ip(), http.NetworkPrefix(), http.UserAgent(), Devices.Ensure(http));
}
