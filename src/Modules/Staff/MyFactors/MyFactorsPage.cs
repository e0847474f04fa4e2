using Microsoft.AspNetCore.Mvc;
using Restpy.Kernel;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Pictures;
using Restpy.Platform.Web;
using Restpy.Staff.Factors;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.SignIn;
using Restpy.Staff.StepUp;

namespace Restpy.Staff.MyFactors;

/// <summary>What I show beside my password: apps, passkeys, recovery codes.</summary>
[SignedIn, WhileEnrolling, NeedsStepUp]
internal sealed class MyFactorsPage(
MyFactorsHandler mine, StepUpHandler stepUp, Workplaces workplaces, Passkeys passkeys) : StaffPage
{
    public IReadOnlyList<Factor> Factors { get; private set; } = [];

    public int CodesLeft { get; private set; }

    public SecondFactorRequirement SecondFactorRequirement { get; private set; }

    public bool CanPasskey => passkeys.AreOffered(HttpContext);

    /// <summary>An app being added: the key as letters, as a square, and sealed for the form.</summary>
    public (string Letters, string SquarePath, int SquareSize, string Sealed)? NewApp { get; private set; }

    /// <summary>Shown once.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    private Person Person { get; set; } = null!;

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostNewAppAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        var (kept, key) = mine.NewApp(Me);
        Show(kept, key);
        return Page();
    }

    public async Task<IActionResult> OnPostAddAppAsync(string? kept, string? code, string? name, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (mine.KeyOf(Me, kept) is not { } key) return Refuse(new WrongCode("code"));
        var outcome = await mine.AddAppAsync(Person, key, code, name, Ask, ct);
        if (outcome.Ok) return await AddedAsync(SecondFactorMethod.App, ct);
        Show(kept!, key);
        return Refuse(outcome.Error);
    }

    public async Task<IActionResult> OnPostQuestionAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (!CanPasskey) return NotFound();
        var question = await passkeys.AskToMakeAsync(HttpContext, Person, Ask, ct);
        return Content($$"""{"id":"{{question.Id}}","options":{{question.OptionsJson}}}""", "application/json");
    }

    public async Task<IActionResult> OnPostAddPasskeyAsync(
        Guid question, string? answer, string? name, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (!CanPasskey || answer is null or { Length: > 20_000 }) return Refuse(new PasskeyRefused());
        var outcome = await mine.AddPasskeyAsync(HttpContext, Person, question, answer, name, Ask, ct);
        return outcome.Ok ? await AddedAsync(SecondFactorMethod.Passkey, ct) : Refuse(outcome.Error);
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken ct)
    {
        await LoadAsync(ct);
        var outcome = await mine.RemoveAsync(Person, id, Ask, ct);
        return outcome.Ok ? Done(WhileEnrollingAttribute.Page, Words["factors.removed"]) : Refuse(outcome.Error);
    }

    public async Task<IActionResult> OnPostCodesAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        var outcome = await mine.NewCodesAsync(Person, Ask, ct);
        if (!outcome.Ok) return Refuse(outcome.Error);
        (Codes, CodesLeft) = ([.. outcome.Value.Select(Staff.Factors.Codes.InFours)], outcome.Value.Count);
        return Page();
    }

    private Ask Ask => new(
        Staff.Factors.Ask.Enrol, Me.Id, HttpContext.Ip(), HttpContext.NetworkPrefix(), HttpContext.UserAgent());

    private async Task LoadAsync(CancellationToken ct)
    {
        Person = await stepUp.PersonAsync(Me, ct);
        Factors = await mine.OfAsync(Me.PersonId, ct);
        CodesLeft = await mine.CodesLeftAsync(Me.PersonId, ct);
        SecondFactorRequirement = await workplaces.StrictestAsync(Person, ct);
    }

    /// <summary>
    /// Adding one has shown it. A session that was good for nothing else becomes a whole one, if that is what was asked
    /// for.
    /// </summary>
    private async Task<IActionResult> AddedAsync(SecondFactorMethod means, CancellationToken ct)
    {
        if (Me.OnlyEnrols && Rules.IsMet(SecondFactorRequirement, means)
            && await stepUp.RenewAsync(Me, means, Ask, ct) is { Ok: true } renewed)
            SessionCookie.Set(HttpContext, renewed.Value);
        return Done(WhileEnrollingAttribute.Page, Words["factors.added"]);
    }

    private void Show(string kept, byte[] key)
    {
        var code = QrCode.Of(Totp.Address(key, Person.Email));
        NewApp = (Staff.Factors.Codes.InFours(Staff.Factors.Codes.ToBase32(key)), code.SvgPath(), code.Size, kept);
    }
}
