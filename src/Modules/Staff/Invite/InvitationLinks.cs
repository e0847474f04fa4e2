using Restpy.Platform.Web;

namespace Restpy.Staff.Invite;

/// <summary>The link of an invitation: restaurant and invitation, signed.</summary>
internal sealed class InvitationLinks(MasterKey master) : SignedIds(master, "invitation");
