using System.Globalization;
using Restpy.Kernel;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Trust;

/// <summary>
/// One run of the isolation probe against this installation: what it tried and what it found. Written once.
/// </summary>
[SharedByAllRestaurants("It speaks for the wall between all restaurants, and holds nothing of any.")]
internal sealed class ProbeRun
{
    private const string Purpose = "probe-run";

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

    /// <summary>
    /// Proof that this installation's probe wrote the row; whoever can write to the table cannot make one.
    /// </summary>
    public string Seal { get; private set; } = "";

    public void SealWith(MasterKey master) => Seal = master.Sign(Text, Purpose);

    /// <summary>Signs again with the current master key what an older one signed.</summary>
    /// <returns>False where there is nothing to do.</returns>
    public bool Reseal(MasterKey master)
    {
        if (!IsSealed(master) || master.Sign(Text, Purpose) == Seal) return false;
        SealWith(master);
        return true;
    }

    public bool IsSealed(MasterKey master) => master.IsSigned(Text, Purpose, Seal);

    private string Text => string.Create(CultureInfo.InvariantCulture,
        $"{Id:N}|{At.UtcTicks / 10}|{Build}|{Endpoints}|{Models}|{Attempts}|{Milliseconds}|{Failures}|{NotAttacked}|{Found}");
}
