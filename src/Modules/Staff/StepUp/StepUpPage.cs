using Microsoft.AspNetCore.Mvc;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Staff.Factors;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.SignIn;

namespace Restpy.Staff.StepUp;

/// <summary>Before something that matters: is it still you?</summary>
[SignedIn, WhileEnrolling]
internal sealed class StepUpPage(StepUpHandler stepUp, MailCodes mailCodes, Passkeys passkeys) : StaffPage
{
    public string Next { get; private set; } = "/staff";

    public IReadOnlyList<SecondFactorMethod> Offered { get; private set; } = [];

    public bool CanPasskey => passkeys.AreOffered(HttpContext);

    public string Notice { get; private set; } = "";

    public Task OnGetAsync(string? next, CancellationToken ct) => FindAsync(next, ct);

    public async Task<IActionResult> OnPostAsync(
        SecondFactorMethod means, string? code, string? password, string? next, CancellationToken ct)
    {
        await FindAsync(next, ct);
        return Enter(Offered.Count == 0 ? await stepUp.ByPasswordAsync(Me, password, Devices.Of(HttpContext), Ask, ct)
            : await stepUp.ByCodeAsync(Me, means, code, Ask, ct));
    }

    public async Task<IActionResult> OnPostSendAsync(string? next, CancellationToken ct)
    {
        await FindAsync(next, ct);
        if (!Offered.Contains(SecondFactorMethod.Email)) return Refuse(new NotFound("code"));
        var outcome = await mailCodes.SendAsync(await stepUp.PersonAsync(Me, ct), Ask, ct);
        if (!outcome.Ok) return Refuse(outcome.Error);
        Notice = Words["second.sent-again"];
        return Page();
    }

    public async Task<IActionResult> OnPostQuestionAsync(CancellationToken ct)
    {
        await FindAsync(null, ct);
        if (!Offered.Contains(SecondFactorMethod.Passkey) || !CanPasskey) return NotFound();
        var question = await passkeys.AskToShowAsync(HttpContext, await stepUp.PersonAsync(Me, ct), Ask, ct);
        return Content($$"""{"id":"{{question.Id}}","options":{{question.OptionsJson}}}""", "application/json");
    }

    public async Task<IActionResult> OnPostPasskeyAsync(
        Guid question, string? answer, string? next, CancellationToken ct)
    {
        await FindAsync(next, ct);
        if (!Offered.Contains(SecondFactorMethod.Passkey) || !CanPasskey || answer is null or { Length: > 10_000 })
            return Refuse(new PasskeyRefused());
        return Enter(await stepUp.ByPasskeyAsync(Me, HttpContext, question, answer, Ask, ct));
    }

    private Ask Ask => new(
        Factors.Ask.StepUp, Me.Id, HttpContext.Ip(), HttpContext.NetworkPrefix(), HttpContext.UserAgent());

    private async Task FindAsync(string? next, CancellationToken ct)
    {
        if (next is { Length: < 500 } && Url.IsLocalUrl(next)) Next = next;
        Offered = await stepUp.OfferedAsync(Me, ct);
    }

    private IActionResult Enter(Outcome<string> outcome)
    {
        if (!outcome.Ok) return Refuse(outcome.Error);
        SessionCookie.Set(HttpContext, outcome.Value);
        return Redirect(Next);
    }
}
