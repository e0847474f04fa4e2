using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.SignIn;

namespace Restpy.Staff.Setup;

/// <summary>First page of a new installation: name, e-mail and password of its first super admin.</summary>
[Open("sign-in")]
internal sealed class SetupPage(SetupHandler setup, SignInHandler signIn, SessionStart start, Words words) : PageModel
{
    public Words Words => words;

    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    public bool IsOpen { get; private set; }

    public string? Name { get; private set; }

    public string? Email { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(string? name, string? email, string? password, CancellationToken ct)
    {
        ModelState.Clear();
        (Name, Email) = (name, email);
        var outcome = await setup.HandleAsync(
            new(Token, name, email, password, HttpContext.Ip(), HttpContext.UserAgent()), ct);
        if (outcome.Ok && await signIn.HandleAsync(email!, password!, SignInClients.Of(HttpContext), ct) is
            { Ok: true } signedIn)
            return Redirect(await start.BeginAsync(HttpContext, signedIn.Value, "", ct));
        if (outcome.Ok) return Redirect("/sign-in");
        var page = await ShowAsync(ct);
        if (!IsOpen) return page;
        ModelState.AddModelError(outcome.Error.Field ?? "", words.Of(outcome.Error));
        Response.StatusCode = Answer.Status(outcome.Error.Kind);
        return page;
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        IsOpen = await setup.IsOpenAsync(Token, ct);
        if (!IsOpen) Response.StatusCode = StatusCodes.Status410Gone;
        return Page();
    }
}
