using Restpy.Ordering.Contract.Questions;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Restpy.Billing.Contract;
using Restpy.Billing.Drawer;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Billing.CloseDay;

/// <param name="BusinessDate">Which day, where more than one is open; null: the oldest.</param>
/// <param name="Reason">Why the count is not what the books expect; needed only where it is not.</param>
public sealed record CloseDayRequest(
    Guid? BranchId, IReadOnlyList<CountedCash>? Counts, Guid CommandId, string? Reason = null,
    DateOnly? BusinessDate = null);

public sealed record CountedCash(long DenominationMinor, int Pieces);

public sealed record ClosedDay(
    Guid ZReportId, long Number, long ExpectedMinor, long CountedMinor, long VarianceMinor, string Url);

/// <summary>
/// Counts the drawer, makes the Z report and ends the day. Not while a bill or an order of that day is open.
/// </summary>
internal sealed class CloseDayHandler(RestpyDb db, DrawerSessions drawers, BranchChoice branches, DrawerTotals book,
    BillableOrders orders, RestaurantDirectory restaurants)
{
    private const int MostListed = 12;

    public async Task<Outcome<ClosedDay>> HandleAsync(CloseDayRequest request, Actor actor, CancellationToken ct)
    {
        if (await branches.FindAsync(request.BranchId, ct) is not { } branch) return new NotFound("branch");
        var currency = (await restaurants.GetAsync(db.Scope.Restaurant, ct)).Currency.Code;
        if (Counted(request.Counts, currency) is not { } counts) return new CountOutOfRange { Field = "counts" };
        var reason = CleanText.Line(request.Reason);
        if (reason.Length > 0 && FreeText.Reason(reason) is { Error: { } unclear }) return unclear;
        await using var work = await db.BeginAsync(ct);
        if (await drawers.OpenAsync(work, branch.Id, request.BusinessDate, ct) is not { } session)
            return new DrawerNotOpen();
        if (await StillOpenAsync(branch, session.BusinessDate, ct) is { Error: { } open }) return open;

        var now = db.Time.GetUtcNow();
        var figures = await book.OfAsync(session, branch, currency, counts, ct);
        if (figures.Drawer.VarianceMinor != 0 && reason.Length == 0)
            return new VarianceNeedsReason { Field = "reason" };
        figures = figures with
        {
            Drawer = figures.Drawer with { VarianceReason = figures.Drawer.VarianceMinor == 0 ? "" : reason },
        };
        session.Close(figures.Drawer.ExpectedMinor, counts.Select(c => (c.DenominationMinor, c.Pieces)), now,
            actor);
        var number = await work.NextAsync($"z|{branch.Id:N}", "", ct);
        var before = await db.Set<ZReport>().AsNoTracking()
            .Where(z => z.BranchId == branch.Id && z.Number == number - 1).Select(z => z.Hash).FirstOrDefaultAsync(ct);
        var report = ZReport.Of(session, number, figures, JsonSerializer.Serialize(figures, PricedText.Json), before
            ?? "", now, actor);
        db.Add(report);
        db.Act("billing.day-closed", report, $"Z {number} {branch.Name}", figures.Drawer.VarianceReason.Length > 0
            ? figures.Drawer.VarianceReason : null);
        db.Publish(new DayClosed(report.Id, branch.Id));
        return await work.SaveAsync(
            new ClosedDay(report.Id, number, session.ExpectedMinor, session.CountedMinor, figures.Drawer.VarianceMinor,
                $"/staff/day/z/{report.Id}"), ct);
    }

    /// <summary>
    /// What belongs to the day. Guests of the next one may sit at their breakfast while the last is counted.
    /// </summary>
    private async Task<Outcome<Done>> StillOpenAsync(BranchInfo branch, DateOnly day, CancellationToken ct)
    {
        var bills = await db.OpenBills(branch.Id, day)
            .Select(b => new OrderLabel(b.Channel, b.Number == null ? b.Place : b.Place + " (" + b.Number + ")"))
            .ToListAsync(ct);
        if (bills.Count > 0) return new DayHasOpenBills(Listed(bills));
        var running = await orders.OpenAsync(branch.Id, day, ct);
        return running.Count > 0 ? new DayHasOpenOrders(Listed([.. running.Select(o => o.Label)])) : Done.It;
    }

    private static IReadOnlyList<OrderLabel> Listed(IReadOnlyList<OrderLabel> names) =>
        names.Count <= MostListed ? names
            : [.. names.Take(MostListed), OrderLabel.Plain($"+{names.Count - MostListed}")];

    /// <summary>Null when a denomination is not of this currency, appears twice, or a number cannot be.</summary>
    private static List<CountedPieces>? Counted(IReadOnlyList<CountedCash>? counts, string currency)
    {
        if (counts is null || counts.Count > 30
            || counts.Any(c => c is null || c.Pieces is < 0 or > 100_000
                || !Denominations.Of(currency).Contains(c.DenominationMinor))) return null;
        return counts.Select(c => c.DenominationMinor).Distinct().Count() == counts.Count
            ? [.. counts.Select(c => new CountedPieces(c.DenominationMinor, c.Pieces))] : null;
    }
}
