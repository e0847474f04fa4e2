using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;

namespace Restpy.Staff.SignIn;

[Open("sign-in")]
internal sealed class SignInPage(SignInHandler signIn, SessionStart start, Words words, DemoPeople demo) : PageModel
{
    public Words Words => words;

    public bool IsDemo => demo.On;

    public string Next { get; private set; } = "";

    public string Email { get; private set; } = "";

    /// <summary>Somebody who was away too long comes back.</summary>
    public bool IsOver { get; private set; }

    public void OnGet(string? next, int over) => (Next, IsOver) = (Inside(next), over == 1);

    public async Task<IActionResult> OnPostAsync(string? email, string? password, string? next, CancellationToken ct)
    {
        Next = Inside(next);
        Email = email ?? "";
        if (Email.Length is 0 or > 200 || password is null or { Length: 0 or > 200 })
            return Refuse(new WrongEmailOrPassword());
        var outcome = await signIn.HandleAsync(Email, password, SignInClients.Of(HttpContext), ct);
        if (!outcome.Ok) return Refuse(outcome.Error);
        return Redirect(await start.BeginAsync(HttpContext, outcome.Value, Next, ct));
    }

    private PageResult Refuse(Error error)
    {
        ModelState.AddModelError("", words.Of(error));
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    /// <summary>Only a path of our own: an address elsewhere would make the sign-in page a springboard.</summary>
    private string Inside(string? next) => next is { Length: < 500 } && Url.IsLocalUrl(next) ? next : "";
}
