using System.Diagnostics;
using System.Security.Cryptography;

namespace Restpy.Staff;

/// <summary>
/// How long wrong guesses took lately. A guess that comes during a wait is not compared, which would cost a hash for each; it is
/// answered after as long as one that was, so that the clock tells nobody that a wait has begun or which account has one.
/// </summary>
internal sealed class RefusalTimes
{
    private const int Remembered = 32;

    private readonly Lock _writing = new();
    private readonly Dictionary<string, TimeSpan[]> _took = [];

    /// <param name="usual">Before the first wrong guess: the time of one hash.</param>
    public RefusalTimes(TimeSpan usual) => Usual = usual;

    private TimeSpan Usual { get; }

    /// <summary>A guess was compared and was wrong.</summary>
    /// <param name="kind">What was guessed at: the work behind a wrong guess differs.</param>
    /// <param name="since">The timestamp it began at.</param>
    public void Note(string kind, long since)
    {
        var took = Stopwatch.GetElapsedTime(since);
        lock (_writing) _took[kind] = [took, .. (_took.GetValueOrDefault(kind) ?? []).Take(Remembered - 1)];
    }

    /// <summary>Waits until one of the remembered times has passed.</summary>
    public async Task PadAsync(string kind, long since, CancellationToken ct)
    {
        TimeSpan[] took;
        lock (_writing) took = _took.GetValueOrDefault(kind) ?? [Usual];
        var left = took[RandomNumberGenerator.GetInt32(took.Length)] - Stopwatch.GetElapsedTime(since);
        if (left > TimeSpan.Zero) await Task.Delay(left, ct);
    }
}
