using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.Factors;
using Restpy.Staff.SignIn;

namespace Restpy.Staff.SignIn;

/// <summary>The second step of signing in: one thing more than the password.</summary>
[Open("sign-in")]
internal sealed class SecondPage(PendingSignIns pendings, SecondHandler second, MailCodes mailCodes, Passkeys passkeys,
    SessionStart start, Words words) : PageModel
{
    public Words Words => words;

    public Pending Pending { get; private set; } = null!;

    public bool CanPasskey => passkeys.AreOffered(HttpContext);

    public string Next { get; private set; } = "";

    public string Notice { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string? next, CancellationToken ct) =>
        await FindAsync(next, ct) ? Page() : Redirect("/sign-in");

    public async Task<IActionResult> OnPostAsync(
        SecondFactorMethod means, string? code, string? next, CancellationToken ct)
    {
        if (!await FindAsync(next, ct)) return Redirect("/sign-in");
        return await EnterAsync(await second.ByCodeAsync(Pending, means, code, Ask, Client, ct), ct);
    }

    public async Task<IActionResult> OnPostSendAsync(string? next, CancellationToken ct)
    {
        if (!await FindAsync(next, ct)) return Redirect("/sign-in");
        if (!Pending.Offered.Contains(SecondFactorMethod.Email)) return Refuse(new NotFound("code"));
        var outcome = await mailCodes.SendAsync(Pending.Person, Ask, ct);
        if (!outcome.Ok) return Refuse(outcome.Error);
        Notice = words["second.sent-again"];
        return Page();
    }

    /// <summary>The question for the browser's passkeys; asked by the page's script.</summary>
    public async Task<IActionResult> OnPostQuestionAsync(CancellationToken ct)
    {
        if (!await FindAsync(null, ct) || !Pending.Offered.Contains(SecondFactorMethod.Passkey) || !CanPasskey)
            return NotFound();
        var question = await passkeys.AskToShowAsync(HttpContext, Pending.Person, Ask, ct);
        return Content($$"""{"id":"{{question.Id}}","options":{{question.OptionsJson}}}""", "application/json");
    }

    public async Task<IActionResult> OnPostPasskeyAsync(
        Guid question, string? answer, string? next, CancellationToken ct)
    {
        if (!await FindAsync(next, ct)) return Redirect("/sign-in");
        if (!CanPasskey || answer is null or { Length: > 10_000 }) return Refuse(new PasskeyRefused());
        return await EnterAsync(
            await second.ByPasskeyAsync(Pending, HttpContext, question, answer, Ask, Client, ct), ct);
    }

    private Ask Ask => new(
        Factors.Ask.SignIn, Pending.Id, HttpContext.Ip(), HttpContext.NetworkPrefix(), HttpContext.UserAgent());

    private SignInClient Client =>
        new(HttpContext.Ip(), HttpContext.NetworkPrefix(), HttpContext.UserAgent(), Devices.Of(HttpContext));

    private async Task<bool> FindAsync(string? next, CancellationToken ct)
    {
        Next = next is { Length: < 500 } && Url.IsLocalUrl(next) ? next : "";
        if (await pendings.FindAsync(HttpContext, ct) is not { } found) return false;
        Pending = found;
        words.Language = WordList.Known(found.Person.Language);
        return true;
    }

    private async Task<IActionResult> EnterAsync(Outcome<SignedIn> outcome, CancellationToken ct)
    {
        if (!outcome.Ok) return Refuse(outcome.Error);
        PendingCookie.Clear(HttpContext);
        return Redirect(await start.BeginAsync(HttpContext, outcome.Value, Next, ct));
    }

    private PageResult Refuse(Error error)
    {
        ModelState.AddModelError(error.Field ?? "", words.Of(error));
        Response.StatusCode = Answer.Status(error.Kind);
        return Page();
    }
}
