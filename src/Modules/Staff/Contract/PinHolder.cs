using System.Collections.Frozen;
using Restpy.Kernel;
using Restpy.Staff.Pins;

namespace Restpy.Staff.Contract;

/// <param name="Ip">Where the PIN is typed; the networks of the member's role count there.</param>
/// <param name="UserAgent">On what, for the letter that tells of guessing.</param>
public sealed record PinClient(string Ip, string UserAgent);

/// <summary>A member whose PIN was right, or may be asked for.</summary>
/// <param name="MemberId">Their place in the scope's restaurant.</param>
/// <param name="Permissions">What they may do in the scope's branch.</param>
/// <param name="Given">A colleague set this PIN: it approves nothing for others.</param>
public sealed record PinHolder(
    Guid MemberId, Guid PersonId, string Name, Role Role, FrozenSet<string> Permissions, bool Given)
{
    public bool May(string permission) => Permissions.Contains(permission);
}
