using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Trust.Contract;

namespace Restpy.Trust.Reports;

internal sealed record ReportedRow(string Directive, string Page, string Source, long Count, DateTimeOffset LastDay);

/// <summary>What browsers reported in the last days, added up, for the operator.</summary>
[Needs(TrustPermissions.SeeReports)]
internal sealed class ReportsPage(RestpyDb db) : StaffPage
{
    public const int Days = 30;
    private const int MostRows = 200;

    public IReadOnlyList<ReportedRow> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var since = db.Time.GetUtcNow().AddDays(-Days);
        Rows = await db.Set<PolicyReport>().AsNoTracking().Where(r => r.Day > since)
            .GroupBy(r => new { r.Directive, r.Page, r.Source })
            .OrderByDescending(g => g.Sum(r => r.Count)).Take(MostRows)
            .Select(g => new ReportedRow(
                g.Key.Directive, g.Key.Page, g.Key.Source, g.Sum(r => r.Count), g.Max(r => r.Day))).ToListAsync(ct);
    }
}
