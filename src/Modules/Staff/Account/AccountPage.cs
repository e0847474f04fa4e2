using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Staff.Factors;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.SignIn;
using Restpy.Staff.SignOut;

namespace Restpy.Staff.Account;

/// <summary>What is somebody's own: name, language, password.</summary>
[SignedIn]
internal sealed class AccountPage(
    RestpyDb db, Workplaces workplaces, SignInHandler signIn, SignOutHandler signOut, WorkScope scope,
    ChangePasswordHandler changePassword, SetLanguageHandler setLanguage) : StaffPage
{
    public Person Person { get; private set; } = null!;

    public Task OnGetAsync(CancellationToken ct) => FindAsync(ct);

    public async Task<IActionResult> OnPostPasswordAsync(string? old, string? password, CancellationToken ct)
    {
        ModelState.Clear();
        if (old is { Length: > PasswordRules.Longest }) old = "";
        var outcome = await changePassword.HandleAsync(Me, old, password,
            new(HttpContext.Ip(), HttpContext.NetworkPrefix(), HttpContext.UserAgent(), Devices.Ensure(HttpContext)),
            ct);
        await FindAsync(ct);
        if (!outcome.Ok) return Refuse(outcome.Error);
        await OpenAnewAsync(ct);
        return Done("/staff/account", Words["account.password-changed"]);
    }

    public async Task<IActionResult> OnPostLanguageAsync(string? language, CancellationToken ct)
    {
        var outcome = await setLanguage.HandleAsync(Me, language, ct);
        await FindAsync(ct);
        if (!outcome.Ok) return Refuse(outcome.Error);
        await OpenAnewAsync(ct);
        return Done("/staff/account");
    }

    /// <summary>
    /// A new session at the same place: the former knows the former language, or is over with the former password.
    /// </summary>
    private async Task OpenAnewAsync(CancellationToken ct)
    {
        if (await workplaces.HereAsync(Me, Person, ct) is not { } workplace) return;
        var proof = SignInProof.Of(Me) with { EndsAt = await signOut.ReplaceAsync(Me, ct) };
        SessionCookie.Set(HttpContext, await signIn.OpenAsync(
            new(Person.Id, Person.Name, Person.Language, workplace, proof, HttpContext.Ip(), HttpContext.UserAgent()),
            ct));
    }

    private async Task FindAsync(CancellationToken ct)
    {
        scope.Enter(Me.RestaurantId, Me.BranchId, Actor);
        Person = await db.Set<Person>().AsNoTracking().FirstAsync(p => p.Id == Me.PersonId, ct);
    }
}
