using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Floor;

/// <summary>The token in a table's QR code: restaurant and code. It says where the phone stands.</summary>
internal sealed class CodeTokens(MasterKey master) : SignedIds(master, "table-qr");
