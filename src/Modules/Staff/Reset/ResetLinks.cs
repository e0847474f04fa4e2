using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Staff.Reset;

/// <summary>The link of a way back in: person and reset, signed.</summary>
internal sealed class ResetLinks(MasterKey master) : SignedIds(master, "password-reset")
{
    public Uri To(Uri here, PasswordReset reset) => new(here, "reset/" + Make(reset.PersonId, reset.Id));
}
