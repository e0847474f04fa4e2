using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.SignIn;

namespace Restpy.Staff.Account;

/// <summary>What is somebody's own: name, language, password.</summary>
[SignedIn]
internal sealed class AccountPage(
    RestpyDb db, OwnSessions own, Workplaces workplaces, SignInHandler signIn, WorkScope scope,
    ChangePasswordHandler changePassword, SetLanguageHandler setLanguage, EndSessionHandler endSession) : StaffPage
{
    public Person Person { get; private set; } = null!;

    public Task OnGetAsync(CancellationToken ct) => FindAsync(ct);

    public async Task<IActionResult> OnPostPasswordAsync(string? old, string? password, CancellationToken ct)
    {
        ModelState.Clear();
        if (old is { Length: > PasswordRules.Longest }) old = "";
        var outcome = await changePassword.HandleAsync(Me, old, password, new(HttpContext.Ip(), HttpContext.Neighbourhood(), HttpContext.UserAgent(), Devices.Ensure(HttpContext)), ct);
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

    /// <summary>A new session at the same place: the former knows the former language, or is over with the former password.</summary>
    private async Task OpenAnewAsync(CancellationToken ct)
    {
        var doors = await workplaces.OfAsync(Person, ct);
        var door = doors.FirstOrDefault(d => d.MemberId == Me.MemberId && d.BranchId == Me.BranchId && d.RestaurantId == Me.RestaurantId);
        if (door is null) return;
        await endSession.HandleAsync(Me, (await own.OfAsync(Me, ct)).FirstOrDefault(s => s.IsThis)?.Name, ct);
        SessionCookie.Set(HttpContext, await signIn.OpenAsync(Person.Id, Person.Name, Person.Language, door, Proof.Of(Me), HttpContext.Ip(), HttpContext.UserAgent(), ct));
    }

    private async Task FindAsync(CancellationToken ct)
    {
        scope.Enter(Me.RestaurantId, Me.BranchId, Actor);
        Person = await db.Set<Person>().AsNoTracking().FirstAsync(p => p.Id == Me.PersonId, ct);
    }
}
