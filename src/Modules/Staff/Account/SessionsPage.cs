using Microsoft.AspNetCore.Mvc;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Staff.OpenSessions;

namespace Restpy.Staff.Account;

/// <summary>Where somebody is signed in, and the way to end it from here.</summary>
[SignedIn]
internal sealed class SessionsPage(OwnSessions own, EndSessionHandler endSession) : StaffPage
{
    public IReadOnlyList<OwnSession> Sessions { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Sessions = await own.OfAsync(Me, ct);

    public async Task<IActionResult> OnPostAsync(string? session, CancellationToken ct) =>
        (await endSession.HandleAsync(Me, session, ct)).Ok
            ? Done("/staff/account/sessions", Words["account.session-ended"]) : NotFound();
}
