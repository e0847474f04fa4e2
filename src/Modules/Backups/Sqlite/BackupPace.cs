using System.Diagnostics;

namespace Restpy.Backups.Sqlite;

/// <summary>
/// Leaves the machine to the guests: after each stretch of work a backup rests for three times as long.
/// </summary>
internal sealed class BackupPace(CancellationToken ct)
{
    private const int Stretch = 256 << 10, Rest = 3;
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(50);

    private readonly Stopwatch _worked = Stopwatch.StartNew();
    private int _since;

    public void Wrote(int bytes)
    {
        if ((_since += bytes) < Stretch) return;
        ct.ThrowIfCancellationRequested();
        var rest = _worked.Elapsed * Rest;
        Thread.Sleep(rest < LongestRest ? rest : LongestRest);
        _since = 0;
        _worked.Restart();
    }
}
