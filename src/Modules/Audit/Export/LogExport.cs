using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Restpy.Audit.See;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Audit.Export;

/// <summary>
/// The log as CSV, streamed in parts so that its size does not matter. That somebody took it is in the log before the
/// first byte leaves; entries written while it streams are not in it.
/// </summary>
internal sealed class LogExport(RestpyDb db, StandbyReads reads)
{
    public const int AtOnce = 1000;
    private static readonly string[] Head = [
        "time_utc", "time_local", "person", "person_id", "role", "ip", "user_agent", "action", "object", "object_type",
        "object_id", "reason", "branch_id", "changes", "entry_id", "with"];

    public static async Task<IResult> OfRestaurantAsync(
        [AsParameters] LogAsk ask, LogZone zone, LogExport export, Answer answer, CancellationToken ct) =>
        await export.AnswerAsync(ask, (await zone.OfScopeAsync(ct)).Zone, answer, ct);

    public static async Task<IResult> OfPlatformAsync([AsParameters] LogAsk ask, HttpContext http, WorkScope scope,
        LogExport export, Answer answer, CancellationToken ct)
    {
        scope.Enter(AuditEntry.OfThePlatform, null, http.StaffActor(http.Session()!));
        return await export.AnswerAsync(ask, TimeZoneInfo.Utc, answer, ct);
    }

    private async Task<IResult> AnswerAsync(LogAsk ask, TimeZoneInfo zone, Answer answer, CancellationToken ct)
    {
        ask.Before = null;
        var filter = ask.Read(zone);
        if (!filter.Ok) return answer.Of(filter.Error);
        var now = db.Time.GetUtcNow();
        var query = ask.Query();
        db.Act("audit.exported", nameof(AuditEntry), Guid.Empty, query.Length > 1
            ? query[1..Math.Min(200, query.Length)] : "");
        await db.SaveChangesAsync(ct);
        // What this export itself adds to the log is not part of what was asked.
        var end = filter.Value.To is { } to && to < now ? to : now;
        return Results.Stream(body => WriteAsync(body, filter.Value with { To = end }, zone, ct),
            "text/csv; charset=utf-8", $"activity-{now:yyyyMMdd-HHmm}.csv");
    }

    private async Task WriteAsync(Stream body, LogFilter filter, TimeZoneInfo zone, CancellationToken ct)
    {
        // With the mark, spreadsheets read Devanagari and accents as what they are.
        await using var text = new StreamWriter(
            body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), bufferSize: 1 << 16, leaveOpen: true);
        await text.WriteAsync(CsvRow.Of(Head));
        while (true)
        {
            var asked = filter;
            var entries = await reads.FromAsync((ActivityLog log) => log.ReadAsync(asked, AtOnce, ct));
            foreach (var entry in entries) await text.WriteAsync(Row(entry, zone));
            await text.FlushAsync(ct);
            if (entries.Count < AtOnce) return;
            filter = filter with { Before = new(entries[^1].At, entries[^1].Id) };
        }
    }

    internal static string Row(AuditEntry e, TimeZoneInfo zone) => CsvRow.Of(
        e.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        TimeZoneInfo.ConvertTime(e.At, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture),
        e.PersonName, e.PersonId?.ToString(), e.Role, e.Ip, e.UserAgent, e.Action, e.ObjectLabel, e.ObjectType,
        e.ObjectId.ToString(), e.Reason, e.BranchId?.ToString(), e.Changes, e.Id.ToString(), e.Remark);
}
