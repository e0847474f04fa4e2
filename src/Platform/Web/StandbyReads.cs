using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Restpy.Platform.Data;

namespace Restpy.Platform.Web;

/// <summary>
/// Reads that may be some seconds old and take long: reports, searches of the log. From the standby where one is named,
/// alive and not too far behind, else from the primary. In the same scope on either, so that the same walls stand.
/// </summary>
public sealed class StandbyReads(IServiceProvider services, Standby standby, ILogger<StandbyReads> log)
{
    /// <param name="read">Reads only, and may be begun anew: a standby that fails in the middle of it is asked no
    /// more.</param>
    public async Task<T> FromAsync<TReader, T>(Func<TReader, Task<T>> read) where TReader : notnull
    {
        if (standby.IsUsable)
        {
            try
            {
                return await ThereAsync(read);
            }
            catch (Exception gone) when (IsOfTheDatabase(gone))
            {
                log.LogWarning(gone, "The standby did not answer; the primary is asked.");
                standby.Failed();
            }
        }
        return await read(services.GetRequiredService<TReader>());
    }

    private async Task<T> ThereAsync<TReader, T>(Func<TReader, Task<T>> read) where TReader : notnull
    {
        await using var there = services.CreateAsyncScope();
        there.ServiceProvider.GetRequiredService<WorkScope>().EnterOnStandby(services.GetRequiredService<WorkScope>());
        there.ServiceProvider.GetRequiredService<Words>().Language = services.GetRequiredService<Words>().Language;
        return await read(there.ServiceProvider.GetRequiredService<TReader>());
    }

    private static bool IsOfTheDatabase(Exception problem)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
            if (cause is DbException) return true;
        return false;
    }
}
