using System.Diagnostics;
using System.Security.Cryptography;

namespace Restpy.Staff;

/// <summary>
/// How long refused guesses take. Each is answered at a full step of the clock, so that the work behind it does not
/// tell whether an account exists. A guess during a wait is not compared and is answered after as long as one that was.
/// </summary>
internal sealed class RefusalTimes
{
    /// <summary>Few, so that they follow how busy the machine is.</summary>
    private const int Remembered = 8;

    /// <summary>Longer than the few queries and the log entry that only a known account needs.</summary>
    public static readonly TimeSpan ProductStep = TimeSpan.FromMilliseconds(250);

    private readonly TimeSpan _step;
    private readonly Lock _writing = new();
    private readonly Dictionary<string, TimeSpan[]> _took = [];

    /// <param name="usual">Before the first wrong guess: the time of one hash.</param>
    /// <param name="step">The product's, or less in tests.</param>
    public RefusalTimes(TimeSpan usual, TimeSpan step)
    {
        _step = step;
        Usual = RoundUp(usual);
    }

    private TimeSpan Usual { get; }

    /// <summary>
    /// For a guess that was compared and was wrong: waits until the next step, and remembers how long it took.
    /// </summary>
    /// <param name="kind">What was guessed at: the work behind a wrong guess differs.</param>
    /// <param name="since">The timestamp it began at.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task RoundUpAsync(string kind, long since, CancellationToken ct)
    {
        var took = RoundUp(Stopwatch.GetElapsedTime(since));
        await WaitUntilAsync(took, since, ct);
        lock (_writing) _took[kind] = [took, .. (_took.GetValueOrDefault(kind) ?? []).Take(Remembered - 1)];
    }

    /// <summary>Waits until one of the remembered times has passed.</summary>
    public async Task PadAsync(string kind, long since, CancellationToken ct)
    {
        TimeSpan[] took;
        lock (_writing) took = _took.GetValueOrDefault(kind) ?? [Usual];
        await WaitUntilAsync(took[RandomNumberGenerator.GetInt32(took.Length)], since, ct);
    }

    private TimeSpan RoundUp(TimeSpan took) => _step * Math.Ceiling(took / _step);

    private static async Task WaitUntilAsync(TimeSpan after, long since, CancellationToken ct)
    {
        var left = after - Stopwatch.GetElapsedTime(since);
        if (left > TimeSpan.Zero) await Task.Delay(left, ct);
    }
}
