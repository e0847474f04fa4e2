using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.Factors;
using Restpy.Staff.Networks;
using Restpy.Staff.SignIn;
using Restpy.Staff.SignOut;

namespace Restpy.Staff.ChooseRestaurant;

[SignedIn]
internal sealed class ChooseRestaurantPage(RestpyDb db, Workplaces workplaces, SignInHandler signIn, SignOutHandler signOut, WorkScope scope, NetworkGuard networks) : StaffPage
{
    public IReadOnlyList<Workplace> Doors { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Doors = await DoorsAsync(ct);

    public async Task<IActionResult> OnPostAsync(int door, CancellationToken ct)
    {
        Doors = await DoorsAsync(ct);
        if (door < 0 || door >= Doors.Count) return Refuse(new NotFound("workplace"));
        scope.Enter(Me.RestaurantId, Me.BranchId, Actor);
        // A door may ask for more than was shown: it was made stricter since, or the person came to it since.
        // And a PIN is known to this branch alone.
        if (Proof.Of(Me).Second == Means.Tablet || !Rules.IsMet(Doors[door].Demand, Proof.Of(Me).Second)) return await AgainAsync(ct);
        await signOut.HandleAsync(Me, ct);
        var cookie = await signIn.OpenAsync(Me.PersonId, Me.PersonName, Me.Language, Doors[door], Proof.Of(Me), HttpContext.Ip(), HttpContext.UserAgent(), ct);
        SessionCookie.Set(HttpContext, cookie);
        return Redirect("/staff");
    }

    /// <summary>Signs in anew, where all that is asked for is asked.</summary>
    private async Task<IActionResult> AgainAsync(CancellationToken ct)
    {
        await signOut.HandleAsync(Me, ct);
        SessionCookie.Clear(HttpContext, keepQueue: true);
        return Redirect("/sign-in");
    }

    private async Task<List<Workplace>> DoorsAsync(CancellationToken ct)
    {
        var person = await db.Set<Person>().AsNoTracking().FirstAsync(p => p.Id == Me.PersonId, ct);
        return await networks.OpenFromAsync(await workplaces.OfAsync(person, ct), Me.PersonId, HttpContext.Ip(), ct);
    }
}
