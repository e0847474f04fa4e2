using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Staff.Invite;

/// <summary>The link of an invitation: restaurant and invitation, signed.</summary>
internal sealed class InvitationLinks(MasterKey master) : SignedIds(master, "invitation")
{
    public Uri To(Uri here, Guid restaurantId, Guid invitationId) =>
        new(here, "join/" + Make(restaurantId, invitationId));
}
