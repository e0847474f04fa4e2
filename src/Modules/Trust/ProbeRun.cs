using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Restpy.Kernel;
using Restpy.Platform.Web;

namespace Restpy.Trust;

/// <summary>One run of the isolation probe against this installation: what it tried and what it found. Written once.</summary>
[SharedByAllRestaurants("It speaks for the wall between all restaurants, and holds nothing of any.")]
internal sealed class ProbeRun
{
    public Guid Id { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Which program was attacked; a run says nothing of another.</summary>
    public string Build { get; init; } = "";
    public int Endpoints { get; init; }
    public int Models { get; init; }
    public int Attempts { get; init; }
    public long Milliseconds { get; init; }
    public int Failures { get; init; }
    public int NotAttacked { get; init; }

    /// <summary>What failed and what was not attacked, as JSON; for the operator, never on a page.</summary>
    public string Found { get; init; } = "";

    /// <summary>Proof that this installation's probe wrote the row; whoever can write to the table cannot make one.</summary>
    public string Seal { get; private set; } = "";

    public void SealWith(MasterKey master) => Seal = SealOf(master);

    public bool IsSealed(MasterKey master) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Seal), Encoding.ASCII.GetBytes(SealOf(master)));

    private string SealOf(MasterKey master) =>
        master.Sign(string.Create(CultureInfo.InvariantCulture, $"{Id:N}|{At.UtcTicks / 10}|{Build}|{Endpoints}|{Models}|{Attempts}|{Milliseconds}|{Failures}|{NotAttacked}|{Found}"), "probe-run");
}
