using Restpy.Billing.Contract;
using Restpy.Billing.Contract.Questions;
using Restpy.Floor.Contract.Questions;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Reports.SeeSales;

/// <param name="Before">The figures it is compared with.</param>
/// <param name="Time">By hour for one day, by day for more.</param>
internal sealed record SalesReport(
    SalesAsked Asked, SalesSummary Now, SalesSummary Before, SalesTable Time, IReadOnlyList<SalesTable> Tables)
{
    /// <summary>
    /// The period is still running, so it is compared with the other up to the same time of day; null for one that is
    /// over.
    /// </summary>
    public DateTimeOffset? SameTime { get; init; }

    public bool Empty => Now is { Bills: 0, CreditNotes: 0, VoidedBills: 0 } && Tables.All(t => t.Lines.Count == 0);
}

/// <summary>The whole report. Reads only.</summary>
internal sealed class SeeSalesHandler(
    RestpyDb db, RestaurantDirectory restaurants, BillFigures figures, SalesTables tables)
{
    public async Task<Outcome<SalesReport>> HandleAsync(SalesRequest request, CancellationToken ct)
    {
        var read = await SalesAsked.ReadAsync(request, restaurants, db.Scope, db.Time.GetUtcNow(), ct);
        if (!read.Ok) return read.Error;
        var asked = read.Value;
        string[] names = [.. SalesTables.Names.Skip(2)
            .Where(n => n != "branches" || (asked.Branch is null && asked.Seen.Count > 1))];
        var all = new List<SalesTable>();
        foreach (var name in names) all.Add(await tables.OfAsync(asked, name, ct));
        var now = db.Time.GetUtcNow();
        var isRunning = asked.Period.To == asked.Day.Of(now);
        var before = asked.Before.Period;
        DateTimeOffset? sameTime = isRunning ? now.AddDays(before.From.DayNumber - asked.Period.From.DayNumber) : null;
        var then = await figures.SummaryAsync(asked.Branch?.Id, before.From, before.To, ct, sameTime);
        return new SalesReport(asked, await SummaryAsync(asked), then,
            await tables.OfAsync(asked, asked.Period.OneDay ? "hours" : "days", ct), all)
        { SameTime = sameTime };

        Task<SalesSummary> SummaryAsync(SalesAsked of) =>
            figures.SummaryAsync(of.Branch?.Id, of.Period.From, of.Period.To, ct);
    }
}
