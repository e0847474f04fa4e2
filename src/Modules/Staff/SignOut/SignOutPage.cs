using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Live;
using Restpy.Platform.Pages;
using Restpy.Platform.Wall;
using Restpy.Platform.Web;
using Restpy.Staff.OpenSessions;
using Restpy.Staff.SignIn;

namespace Restpy.Staff.SignOut;

internal sealed class SignOutHandler(RestpyDb db)
{
    public async Task HandleAsync(Session session, CancellationToken ct)
    {
        using var bypass = db.BypassTenantWall(StaffBypasses.Session, session.Id);
        var row = await db.Set<StaffSession>().FirstAsync(s => s.Id == session.Id, ct);
        row.EndedAt = db.Time.GetUtcNow();
        db.Act("staff.signed-out", nameof(Person), session.PersonId, session.PersonName);
        // Their open streams end now and not at the next beat.
        if (session.RestaurantId is not null) db.Publish(new SignedOut(session.PersonId));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Ends a session in whose place another is opened.</summary>
    /// <returns>When it would have ended by itself.</returns>
    public async Task<DateTimeOffset> ReplaceAsync(Session session, CancellationToken ct)
    {
        using var bypass = db.BypassTenantWall(StaffBypasses.Session, session.Id);
        var row = await db.Set<StaffSession>().FirstAsync(s => s.Id == session.Id, ct);
        row.EndedAt = db.Time.GetUtcNow();
        await db.SaveChangesAsync(ct);
        return row.EndsAt;
    }
}

[SignedIn, WhileEnrolling]
internal sealed class SignOutPage(SignOutHandler signOut) : StaffPage
{
    public IActionResult OnGet() => Redirect("/staff");

    public async Task<IActionResult> OnPostAsync(string? keep, CancellationToken ct)
    {
        await signOut.HandleAsync(Me, ct);
        // On a tablet that hands share others' half-made orders wait, each for whoever made it.
        var tablet = HttpContext.Tablet();
        SessionCookie.Clear(HttpContext, keepQueue: keep == "1" || tablet is not null);
        return Redirect(tablet is null ? "/sign-in" : "/tablet");
    }
}
