using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Staff.Contract;
using Restpy.Staff.People;
using Restpy.Staff.Rights;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Staff.Invite;

/// <summary>An open invitation: its link, to hand over, and the way to take it back.</summary>
[Needs(StaffPermissions.ChangePeople), NeedsStepUp]
internal sealed class InvitedPage(RestpyDb db, Grantors grantors, RightsReader rights, InvitationLinks links,
    PublicAddress address, StaffEmails letters, WithdrawInvitationHandler withdraw, WordList wordList,
    RestaurantDirectory restaurants) : TeamPage(restaurants)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Invitation Invitation { get; private set; } = null!;

    /// <summary>What the person opens; null where the installation has been told no public address.</summary>
    public string? Link { get; private set; }

    public string Until => Invitation.Until(Restaurant.Branches[0].Day.Zone, Words.Language);

    /// <summary>What goes with the link, in the language of the person it is for.</summary>
    public string ShareText => wordList.Find(Invitation.Language, "invite.share-text", new
    {
        Invitation.Name, Restaurant = Restaurant.Name,
        Until = Invitation.Until(Restaurant.Branches[0].Day.Zone, Invitation.Language),
    });

    /// <summary>Opens WhatsApp with the text and the link; whom it goes to is chosen there.</summary>
    public string WhatsApp => "https://wa.me/?text=" + Uri.EscapeDataString($"{ShareText} {Link}");

    /// <summary>The link went to the person by mail.</summary>
    public bool IsSent => letters.CarryLinks;

    /// <summary>A letter was written as well, and the link stands here because it may not reach its reader.</summary>
    public bool IsWritten => letters.Reach;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await FindAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct)) return NotFound();
        var request = new WithdrawInvitationRequest(Me.MemberId!.Value, Id);
        var outcome = await OnceAsync(request, () => withdraw.HandleAsync(request, ct), ct);
        return outcome.Ok ? Done("/staff/people", Words["invite.withdrawn", new { Invitation.Name }])
            : Refuse(outcome.Error);
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        await EnterAsync(ct);
        var me = await grantors.GetAsync(Me.MemberId!.Value, ct);
        Invitation = (await db.Set<Invitation>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == Id, ct))!;
        if (Invitation is null || !Invitation.IsOpen(db.Time.GetUtcNow()) || !me.Reaches(Invitation.BranchId))
            return false;
        // Who holds the link can take the place: it is shown to who could have offered it, and only where no letter
        // carries it.
        if (!IsSent && me.Covers(await rights.OfAsync(Invitation.Role, ct)) && address.For(HttpContext) is { } here)
            Link = links.To(here, Invitation.RestaurantId, Id).ToString();
        return true;
    }
}
