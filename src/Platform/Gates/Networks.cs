using System.Net;
using Restpy.Kernel;

namespace Restpy.Platform.Gates;

/// <summary>From which networks somebody may work. Answered by the Staff module, which keeps the lists.</summary>
public interface INetworks
{
    /// <summary>
    /// Whether this session may go on from this address. Without a list for the person or the role: from anywhere.
    /// </summary>
    /// <exception cref="Exception">The lists could not be read: then nobody is let in.</exception>
    ValueTask<bool> AllowsAsync(Session session, IPAddress address, CancellationToken ct);

    /// <summary>Ends the session that came from an address it may not come from, with a line in the log.</summary>
    Task EndAsync(Session session, Actor actor, CancellationToken ct);
}
