using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Staff.Contract.Questions;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.SignIn;

namespace Restpy.Staff.Tablets;

/// <summary>The lock screen of a paired tablet: who works here and has a PIN, and the pad for it.</summary>
[OnTablet]
internal sealed class UnlockPage(UnlockHandler unlock, PinCheck pins, IEnumerable<IModule> modules, Words words)
: PageModel
{
    public Words Words => words;

    public PairedTablet Tablet => HttpContext.Tablet()!;

    public IReadOnlyList<PinHolder> People { get; private set; } = [];

    public string Next { get; private set; } = "";

    public Guid Chosen { get; private set; }

    public Task OnGetAsync(string? next, CancellationToken ct) => LoadAsync(next, ct);

    /// <summary>The pad alone, for the dialog over a board.</summary>
    public async Task<IActionResult> OnGetPadAsync(string? next, CancellationToken ct)
    {
        await LoadAsync(next, ct);
        return Partial("_Unlock", this);
    }

    public async Task<IActionResult> OnPostAsync(Guid member, string? pin, string? next, CancellationToken ct)
    {
        ModelState.Clear();
        await LoadAsync(next, ct);
        Chosen = member;
        var outcome = await unlock.HandleAsync(
            Tablet, HttpContext.Session(), member, pin, new(HttpContext.Ip(), HttpContext.UserAgent()), ct);
        if (!outcome.Ok)
        {
            ModelState.AddModelError(outcome.Error.Field ?? "", words.Of(outcome.Error));
            Response.StatusCode = Answer.Status(outcome.Error.Kind);
            return Page();
        }
        SessionCookie.Set(HttpContext, outcome.Value.Cookie);
        return Redirect(MayOpen(Next, outcome.Value.Who) ? Next : "/staff");
    }

    private async Task LoadAsync(string? next, CancellationToken ct)
    {
        words.Language = HttpContext.Session()?.Language ?? Tablet.Language;
        // Only a path of our own: an address elsewhere would make the lock screen a springboard.
        Next = next is { Length: > 0 and < 500 } && Url.IsLocalUrl(next) ? next : Tablet.Home;
        People = await pins.HereAsync(null, ct);
    }

    /// <summary>A waiter who unlocks the kitchen's tablet goes to their own screen, not to a refusal.</summary>
    private bool MayOpen(string next, PinHolder who) =>
        modules.SelectMany(m => m.Navigation).Where(n => next.Split('?')[0].StartsWith(n.Url, StringComparison.Ordinal))
            .MaxBy(n => n.Url.Length) is not { } screen || who.May(screen.Permission);
}
