using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Staff.Reset;

// As for an invitation: the link is the proof.
[Open("public")]
internal sealed class ResetPage(ResetHandler reset, Words words) : PageModel
{
    public Words Words => words;

    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    public Person? Person { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct);

    public async Task<IActionResult> OnPostAsync(string? password, CancellationToken ct)
    {
        ModelState.Clear();
        var outcome = await reset.HandleAsync(Token, password, HttpContext.Ip(), HttpContext.UserAgent(), ct);
        if (outcome.Ok)
        {
            TempData["notice"] = words["reset.done"];
            return Redirect("/sign-in");
        }
        var page = await FindAsync(ct);
        if (Person is null) return page;
        ModelState.AddModelError(outcome.Error.Field ?? "", words.Of(outcome.Error));
        Response.StatusCode = Answer.Status(outcome.Error.Kind);
        return page;
    }

    private async Task<IActionResult> FindAsync(CancellationToken ct)
    {
        Person = await reset.FindAsync(Token, ct);
        if (Person is null) Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }
}
