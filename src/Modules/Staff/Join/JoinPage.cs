using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.Invite;
using Restpy.Staff.SignIn;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.Join;

// A team opens its links behind one address. Guessing at a link is hopeless, at a password counted (Tries).
[Open("public")]
internal sealed class JoinPage(JoinHandler join, SignInHandler signIn, SessionStart start,
    RestaurantDirectory restaurants, Words words) : PageModel
{
    public Words Words => words;

    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    public Invitation? Invitation { get; private set; }

    public string Restaurant { get; private set; } = "";

    public string Branch { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct);

    public async Task<IActionResult> OnPostAsync(string? password, CancellationToken ct)
    {
        ModelState.Clear();
        var outcome = await join.HandleAsync(
            Token, password, new(HttpContext.Ip(), HttpContext.NetworkPrefix(), HttpContext.UserAgent(), ""), ct);
        if (outcome.Ok)
        {
            // The usual sign-in: a second step that the role asks for is asked for now as well.
            var signedIn = await signIn.HandleAsync(outcome.Value.Email, password!, SignInClients.Of(HttpContext), ct);
            return Redirect(signedIn.Ok ? await start.BeginAsync(HttpContext, signedIn.Value, "", ct) : "/sign-in");
        }
        var page = await FindAsync(ct);
        if (Invitation is null) return page;
        ModelState.AddModelError(outcome.Error.Field ?? "", words.Of(outcome.Error));
        Response.StatusCode = Answer.Status(outcome.Error.Kind);
        return page;
    }

    private async Task<IActionResult> FindAsync(CancellationToken ct)
    {
        Invitation = await join.FindAsync(Token, ct);
        if (Invitation is null)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
            return Page();
        }
        if (HttpContext.Request.Query["lang"].Count == 0) words.Language = WordList.Known(Invitation.Language);
        var restaurant = await restaurants.GetAsync(Invitation.RestaurantId, ct);
        var branch = restaurant.Branches.FirstOrDefault(b => b.Id == Invitation.BranchId);
        (Restaurant, Branch) = (restaurant.Name, branch?.Name ?? words["people.all-branches"]);
        return Page();
    }
}
