using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Staff.Factors;
using Restpy.Staff.Networks;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.SignIn;
using Restpy.Staff.SignOut;

namespace Restpy.Staff.ChooseRestaurant;

[SignedIn]
internal sealed class ChooseRestaurantPage(RestpyDb db, Workplaces workplaces, SignInHandler signIn,
    SignOutHandler signOut, WorkScope scope, NetworkGuard networks) : StaffPage
{
    public IReadOnlyList<Workplace> Choices { get; private set; } = [];

    /// <summary>The page one comes from, and goes back to.</summary>
    public string Next { get; private set; } = "";

    public async Task OnGetAsync(string? next, CancellationToken ct) =>
        (Next, Choices) = (Inside(next), await DoorsAsync(ct));

    /// <summary>The same as a menu in the bar.</summary>
    public async Task<IActionResult> OnGetPlacesAsync(string? next, CancellationToken ct)
    {
        (Next, Choices) = (Inside(next), await DoorsAsync(ct));
        Words.Language = Me.Language;
        return Partial("_Places", this);
    }

    public bool IsHere(Workplace workplace) =>
        workplace.RestaurantId == Me.RestaurantId && workplace.BranchId == Me.BranchId;

    public async Task<IActionResult> OnPostAsync(int workplace, string? next, CancellationToken ct)
    {
        Next = Inside(next);
        Choices = await DoorsAsync(ct);
        if (workplace < 0 || workplace >= Choices.Count) return Refuse(new NotFound("workplace"));
        scope.Enter(Me.RestaurantId, Me.BranchId, Actor);
        // A workplace may ask for more than was shown: it was made stricter since, or the person came to it since.
        // And a PIN is known to this branch alone.
        if (SignInProof.Of(Me).Second == SecondFactorMethod.Tablet
            || !Rules.IsMet(Choices[workplace].SecondFactorRequirement, SignInProof.Of(Me).Second))
            return await AgainAsync(ct);
        await signOut.HandleAsync(Me, ct);
        var cookie = await signIn.OpenAsync(new(
            Me.PersonId, Me.PersonName, Me.Language, Choices[workplace], SignInProof.Of(Me), HttpContext.Ip(),
            HttpContext.UserAgent()), ct);
        SessionCookie.Set(HttpContext, cookie);
        return Redirect(Choices[workplace].RestaurantId is null || Next.Length == 0 ? "/staff" : PageThere());
    }

    /// <summary>The page one was on; of one table or bill, which is not in the other place, its list.</summary>
    private string PageThere()
    {
        var path = Next.Split('?')[0];
        if (path == "/staff/pad") return "/staff/floor";
        var parts = path.Split('/');
        var named = Array.FindIndex(parts, part => Guid.TryParse(part, out _));
        return named < 0 ? Next : string.Join('/', parts.Take(named));
    }

    /// <summary>Only a path of our own, as a browser sends it.</summary>
    private string Inside(string? next) =>
        next is { Length: < 500 } && Url.IsLocalUrl(next) && next.All(char.IsAscii) ? next : "";

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
