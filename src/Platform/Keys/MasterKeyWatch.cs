using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Platform.Keys;

/// <summary>
/// Takes over changed master keys in the running product: a rotation needs no restart. Then what older keys sealed is
/// sealed again.
/// </summary>
internal sealed class MasterKeyWatch(
    DatabaseOptions database, IConfiguration settings, MasterKey master, MasterKeyLog record,
    KeyReseal reseal, ILogger<MasterKeyWatch> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Another server may have used an older key until then.</summary>
    private static readonly TimeSpan ResealEvery = TimeSpan.FromHours(1);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        // The file may have changed since the start read it. AWS KMS is not asked twice for that.
        var seen = MasterKeyStart.IsWithKms(database) ? MasterKeyStart.WrittenAt(database) : default;
        var resealAt = 0L;
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            do
            {
                try
                {
                    if (MasterKeyStart.WrittenAt(database) is var written && written != seen)
                    {
                        if (await TakeOverAsync(stopping)) resealAt = 0;
                        // Only now: a file that is just being copied, or a KMS that does not answer, is asked again.
                        seen = written;
                    }
                    if (master.Keys.All.Count == 1 || Environment.TickCount64 < resealAt) continue;
                    resealAt = Environment.TickCount64 + (long)ResealEvery.TotalMilliseconds;
                    await record.RecordAsync(stopping);
                    await reseal.RunAsync(stopping);
                }
                catch (Exception failed) when (failed is not OperationCanceledException and not OutOfMemoryException)
                {
                    resealAt = 0;
                    log.LogError(failed,
                        "The master key could not be taken over, or values could not be sealed with it. The product "
                            + "goes on with {Key}.", master.Id);
                    await Task.Delay(AfterFailure, stopping);
                }
            }
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException)
        {
            // The product stops.
        }
    }

    private async Task<bool> TakeOverAsync(CancellationToken ct)
    {
        var keys = (await MasterKeyStart.ReadAsync(database, settings, ct)).Keys;
        if (!keys.Holds(master.Id))
        {
            log.LogError(
                "The master key in the data folder is another one. The product goes on with {Key} until it is "
                    + "restarted.", master.Id);
            return false;
        }
        master.Use(keys);
        log.LogInformation("The master key is {Key}; {Count} keys are accepted.", master.Id, keys.All.Count);
        return true;
    }
}
