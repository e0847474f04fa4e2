using Restpy.Platform.Web;

namespace Restpy.Staff.Reset;

/// <summary>The link of a way back in: person and reset, signed.</summary>
internal sealed class ResetLinks(MasterKey master) : SignedIds(master, "password-reset");
