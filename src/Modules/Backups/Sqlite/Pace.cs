using System.Diagnostics;

namespace Restpy.Backups.Sqlite;

/// <summary>Leaves the machine to the guests: after each stretch of work a backup rests for as long as the stretch took.</summary>
internal sealed class Pace(CancellationToken ct)
{
    private const int Stretch = 1 << 20;
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(50);

    private readonly Stopwatch _worked = Stopwatch.StartNew();
    private int _since;

    public void Wrote(int bytes)
    {
        if ((_since += bytes) < Stretch) return;
        ct.ThrowIfCancellationRequested();
        var took = _worked.Elapsed;
        Thread.Sleep(took < LongestRest ? took : LongestRest);
        _since = 0;
        _worked.Restart();
    }
}
