using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Gates;

namespace Restpy.Trust.Checks;

/// <summary>
/// A4: guesses at an invented account are let through five times and no more, where sign-in counts its own.
/// </summary>
internal static class LoginThrottleCheck
{
    private const int Promised = 5;

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var throttle = services.GetRequiredService<LoginThrottle>();
        var account = ThrottleKey.OfAccount($"self-check {Id.New()}");
        var schedule = Enumerable.Range(1, 12).Select(account.WaitAfter).ToList();
        if (schedule.Take(Promised - 1).Any(w => w > TimeSpan.Zero) || schedule[Promised - 1] == TimeSpan.Zero
            || schedule.Skip(Promised).Zip(schedule.Skip(Promised - 1)).Any(w => w.First < w.Second))
            return Findings.Failing("The wait does not begin with the fifth failure, or does not grow.");
        var let = 0;
        // At once, as one who guesses would.
        foreach (var counted in await Task.WhenAll(
            Enumerable.Range(0, 4 * Promised).Select(_ => throttle.ReserveAsync([account], ct))))
            if (counted) let++;
        await throttle.ForgiveAsync([account], ct);
        return let == Promised
            ? Findings.Verified(
            $"Of {4 * Promised} guesses at once at an invented account, {let} were looked at. After five failures in "
                + $"a row the waits are "
                + $"{string.Join(", ", schedule.Skip(Promised - 1).Where(w => w > TimeSpan.Zero).Distinct().Select(w => w.TotalSeconds < 60 ? $"{w.TotalSeconds:0} s" : $"{w.TotalMinutes:0} min"))}.")
            : Findings.Failing($"Of {4 * Promised} guesses at once, {let} were looked at, not {Promised}.");
    }
}
