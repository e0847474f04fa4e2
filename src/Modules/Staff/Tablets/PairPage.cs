using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.SignIn;
using Restpy.Staff.SignOut;

namespace Restpy.Staff.Tablets;

/// <summary>On the tablet: the code from the desk, once.</summary>
[Open("sign-in")]
internal sealed class PairPage(PairTabletHandler pair, SignOutHandler signOut, WorkScope scope, Words words) : PageModel
{
    public Words Words => words;

    public PairedTablet? Paired => HttpContext.Tablet();

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(string? code, CancellationToken ct)
    {
        ModelState.Clear();
        var outcome = await pair.PairAsync(
            code, HttpContext.Ip(), HttpContext.NetworkPrefix(), HttpContext.UserAgent(), ct);
        if (!outcome.Ok)
        {
            ModelState.AddModelError("code", words.Of(outcome.Error));
            Response.StatusCode = Answer.Status(outcome.Error.Kind);
            return Page();
        }
        // Whoever was signed in on this browser was so as on a desk of their own.
        if (HttpContext.Session() is { } former)
        {
            scope.Enter(former.RestaurantId, former.BranchId, HttpContext.StaffActor(former));
            await signOut.HandleAsync(former, ct);
            SessionCookie.Clear(HttpContext, keepQueue: true);
        }
        TabletCookie.Set(HttpContext, outcome.Value.Cookie);
        return Redirect(outcome.Value.Tablet.Home);
    }
}
