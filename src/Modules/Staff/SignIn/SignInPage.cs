using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Staff.SecondStep;
using Restpy.Staff.SignOut;

namespace Restpy.Staff.SignIn;

[Open("sign-in")]
internal sealed class SignInPage(SignInHandler signIn, SignOutHandler signOut, WorkScope scope, Words words, DemoPeople demo) : PageModel
{
    public Words Words => words;

    public IReadOnlyList<string> DemoPeople => demo.Shown;

    public string Next { get; private set; } = "";

    public string Email { get; private set; } = "";

    /// <summary>Somebody who was away too long comes back.</summary>
    public bool IsOver { get; private set; }

    public void OnGet(string? next, int over) => (Next, IsOver) = (Inside(next), over == 1);

    public async Task<IActionResult> OnPostAsync(string? email, string? password, string? next, CancellationToken ct)
    {
        Next = Inside(next);
        Email = email ?? "";
        if (Email.Length is 0 or > 200 || password is null or { Length: 0 or > 200 }) return Refuse(new WrongEmailOrPassword());
        var outcome = await signIn.HandleAsync(Email, password, new(HttpContext.Ip(), HttpContext.Neighbourhood(), HttpContext.UserAgent(), Devices.Ensure(HttpContext)), ct);
        if (!outcome.Ok) return Refuse(outcome.Error);
        if (outcome.Value.IsPending)
        {
            PendingCookie.Set(HttpContext, outcome.Value.Cookie);
            return Redirect("/sign-in/second" + (Next.Length > 0 ? "?next=" + Uri.EscapeDataString(Next) : ""));
        }
        await EndFormerAsync(ct);
        SessionCookie.Set(HttpContext, outcome.Value.Cookie);
        return Redirect(outcome.Value.OnlyEnrols ? "/staff/account/factors" : outcome.Value.Workplaces > 1 ? "/staff/choose" : Next.Length > 0 ? Next : "/staff");
    }

    /// <summary>Whose tablet it was: their cookie is overwritten now, so their session must not live on without it.</summary>
    private async Task EndFormerAsync(CancellationToken ct)
    {
        if (HttpContext.Session() is not { } former) return;
        scope.Enter(former.RestaurantId, former.BranchId, HttpContext.StaffActor(former));
        await signOut.HandleAsync(former, ct);
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
