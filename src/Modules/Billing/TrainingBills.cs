// Reviewed raw SQL: no statement of our own; only the filter that keeps training bills out of reports is lifted, never
// a tenant's.
#pragma warning disable RS0030
using Microsoft.EntityFrameworkCore;
using Restpy.Platform.Data;

namespace Restpy.Billing;

/// <summary>
/// Training bills are left out of every query on bills, so that no report, day close or tax figure can count them by
/// mistake.
/// Who looks for one bill, or for the bill of one order, asks here.
/// </summary>
internal static class TrainingBills
{
    public const string Filter = "training";

    public static IQueryable<Bill> BillsWithTraining(this RestpyDb db) => db.Set<Bill>().IgnoreQueryFilters([Filter]);
}
