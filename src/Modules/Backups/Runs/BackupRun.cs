using System.Globalization;
using Restpy.Kernel;
using Restpy.Platform.Keys;
using Restpy.Platform.Web;

namespace Restpy.Backups.Runs;

/// <summary>What was done.</summary>
internal enum RunKind
{
    /// <summary>A full snapshot.</summary>
    Snapshot,

    /// <summary>The newest backup was restored beside the running product and compared with it.</summary>
    Drill,

    /// <summary>The database in use was restored: what was done after the moment it was restored to is lost.</summary>
    Restore,
}

/// <summary>One full snapshot or one drill, with what came of it. Written once.</summary>
[SharedByAllRestaurants("It speaks of the whole database, and holds nothing of any restaurant.")]
internal sealed class BackupRun
{
    private const string Purpose = "backup-run";

    public Guid Id { get; init; }
    public DateTimeOffset At { get; init; }
    public RunKind Kind { get; init; }
    public bool Ok { get; init; }

    /// <summary>Of the snapshot in the store, or of the restored database.</summary>
    public long Bytes { get; init; }

    /// <summary>A drill's: how old the newest restored change was.</summary>
    public long LostMilliseconds { get; init; }

    /// <summary>A drill's: from the order to restore until the database could be read.</summary>
    public long RestoreMilliseconds { get; init; }

    /// <summary>What was compared, or what went wrong.</summary>
    public string Told { get; init; } = "";

    /// <summary>Proof that this installation wrote the row.</summary>
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
        $"{Id:N}|{At.UtcTicks / 10}|{Kind}|{Ok}|{Bytes}|{LostMilliseconds}|{RestoreMilliseconds}|{Told}");
}
