using Microsoft.AspNetCore.Mvc;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;

namespace Restpy.Staff.Pins;

/// <summary>My PIN for tablets that hands share.</summary>
[SignedIn, NeedsStepUp]
internal sealed class PinPage(PinHandler mine) : StaffPage
{
    private const string Here = "/staff/account/pin";

    public Pin? Mine { get; private set; }

    public async Task OnGetAsync(CancellationToken ct) => Mine = await mine.MineAsync(Me, ct);

    public async Task<IActionResult> OnPostAsync(string? pin, string? again, CancellationToken ct)
    {
        Mine = await mine.MineAsync(Me, ct);
        if (PinRules.Read(pin) is { } first && PinRules.Read(again) != first)
            return Refuse(new PinsDiffer { Field = "again" });
        var outcome = await mine.SetAsync(Me, pin, Place, ct);
        return outcome.Ok ? Done(Here, Words["pin.set-done"]) : Refuse(outcome.Error);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct) =>
        (await mine.RemoveAsync(Me, Place, ct)).Ok ? Done(Here, Words["pin.removed"]) : NotFound();

    private PinClient Place => new(HttpContext.Ip(), HttpContext.UserAgent());
}
