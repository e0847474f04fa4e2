using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Audit.Checks;

/// <summary>
/// L4: asks the log "who did what" in each way a person can ask it, over all its entries, with a watch.
/// </summary>
internal static class SearchCheck
{
    private static readonly TimeSpan Promised = TimeSpan.FromMinutes(1);

    public static async Task<Finding> RunAsync(IServiceProvider services, CancellationToken ct)
    {
        var asked = (await EachRestaurant.AsksAsync(services, s => AskAsync(s, ct), ct)).Where(a => a.Entries > 0)
            .ToList();
        if (asked.Count == 0)
            return new(ClaimState.NotVerifiedHere, "There is no entry in the log yet that could be searched for.");
        var slowest = asked.Max(a => a.Slowest);
        var text =
            $"{asked.Sum(a => a.Questions)} questions by person, thing, act, time and text, over logs of up to "
                + $"{asked.Max(a => a.Entries)} entries: the slowest answer took {slowest.TotalMilliseconds:0} ms.";
        return asked.Any(a => a.Missed)
            ? new(ClaimState.Failing, "A search did not find an entry that stands in the log.")
            : new(slowest < Promised ? ClaimState.Verified : ClaimState.Failing, text);
    }

    private static async Task<(int Entries, int Questions, TimeSpan Slowest, bool Missed)> AskAsync(
        IServiceProvider services, CancellationToken ct)
    {
        var (db, log) = (services.GetRequiredService<RestpyDb>(), services.GetRequiredService<ActivityLog>());
        var count = await db.Set<AuditEntry>().CountAsync(ct);
        // The oldest entry that names all: the furthest a search newest first has to go.
        var oldest = await db.Set<AuditEntry>().AsNoTracking().OrderBy(e => e.At)
            .FirstOrDefaultAsync(e => e.ObjectLabel != "", ct);
        if (oldest is null) return (0, 0, TimeSpan.Zero, false);
        LogFilter[] questions =
        [
            new(oldest.PersonName, null, null, null, null, oldest.At.AddSeconds(1), null),
            new(null, null, oldest.ObjectId.ToString(), null, null, oldest.At.AddSeconds(1), null),
            new(null, null, oldest.ObjectLabel, null, null, oldest.At.AddSeconds(1), null),
            new(null, null, null, oldest.Action, null, oldest.At.AddSeconds(1), null),
            new(null, null, null, null, oldest.At, oldest.At.AddSeconds(1), null),
        ];
        var (slowest, missed) = (TimeSpan.Zero, false);
        foreach (var question in questions)
        {
            var started = Stopwatch.GetTimestamp();
            var found = await log.ReadAsync(question, 500, ct);
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(started).Ticks));
            missed |= found.Count == 0;
        }
        return (count, questions.Length, slowest, missed);
    }
}
