using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Staff.People;
using Restpy.Staff.Rights;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.Reset;

/// <summary>The link to hand over, while it works.</summary>
[Needs(StaffPermissions.ChangePeople), NeedsStepUp]
internal sealed class ResetLinkPage(RestpyDb db, Grantors grantors, ResetLinks links, PublicAddress address,
    StaffEmails letters, RestaurantDirectory restaurants) : TeamPage(restaurants)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Reset { get; set; }

    public string Name { get; private set; } = "";

    public DateTimeOffset Until { get; private set; }

    public string? Link { get; private set; }

    /// <summary>The link went to the person by mail.</summary>
    public bool IsSent => letters.CarryLinks;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await EnterAsync(ct);
        var member = await db.Set<Member>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == Id, ct);
        if (!(await grantors.MayChangeAsync(await grantors.GetAsync(Me.MemberId!.Value, ct), member, ct)).Ok)
            return NotFound();
        var now = db.Time.GetUtcNow();
        var reset = await db.Set<PasswordReset>().AsNoTracking()
            .FirstOrDefaultAsync(r => r.Id == Reset && r.PersonId == member!.PersonId && r.UsedAt == null
                && r.EndsAt > now && r.StartedBy == Me.PersonName, ct);
        if (reset is null) return NotFound();
        Name = await db.Set<Person>().Where(p => p.Id == member!.PersonId).Select(p => p.Name).FirstAsync(ct);
        Until = reset.EndsAt;
        if (!IsSent && address.For(HttpContext) is { } here) Link = links.To(here, reset).ToString();
        return Page();
    }
}
