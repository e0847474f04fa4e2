using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;
using Restpy.Reports.Contract;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Reports.SeeSales;

/// <summary>Sales of a period: figures, a chart, tables. Everything asked stands in the address.</summary>
[Needs(ReportsPermissions.See)]
[Compressed]
internal sealed class SalesPage(RestpyDb db, RestaurantDirectory restaurants, StandbyReads reads) : StaffPage
{
    private const int Top = 10;

    [BindProperty(SupportsGet = true, Name = "period")]
    public string? PeriodName { get; set; }

    [BindProperty(SupportsGet = true, Name = "from")]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true, Name = "branch")]
    public string? Branch { get; set; }

    [BindProperty(SupportsGet = true, Name = "sort")]
    public string? Sort { get; set; }

    /// <summary>"all" shows every item, not the first ten.</summary>
    [BindProperty(SupportsGet = true, Name = "items")]
    public string? Items { get; set; }

    /// <summary>Null when the question was refused.</summary>
    public SalesReport? Report { get; private set; }

    public IReadOnlyList<BranchInfo> Seen { get; private set; } = [];

    public SalesText Text { get; private set; } = null!;

    public Period? Period => Report?.Asked.Period;

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) => Words.Language = Me.Language;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var outcome = await reads.FromAsync(
            (SeeSalesHandler sales) => sales.HandleAsync(new(PeriodName, From, To, Branch), ct));
        if (outcome.Error?.Kind == ErrorKind.NotFound) return NotFound();
        (var restaurant, Seen, _) = await SalesAsked.WhereAsync(Branch, restaurants, db.Scope, ct);
        Text = new(restaurant.Currency, Words);
        if (!outcome.Ok) return Refuse(outcome.Error);
        Report = outcome.Value;
        (PeriodName, From, To) = (Period!.Name, Iso(Period.From), Iso(Period.To));
        return Page();
    }

    public IReadOnlyList<Tile> Tiles => new Tiles(Text, Words, Compared).Of(Report!.Now, Report.Before);

    /// <summary>"Sat 21 Nov 2026, 14:30": with the time where the period is still running.</summary>
    public string Compared => Report!.SameTime is { } at
        ? $"{Text.Dates(Period!.Before)}, {Report.Asked.Day.Local(at):HH:mm}" : Text.Dates(Period!.Before);

    public string DayOf(BranchInfo branch) =>
        branch.Day.CutOff.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The table as shown: items sorted as asked, the first ten unless all are wanted.</summary>
    public TableView View(SalesTable table)
    {
        if (table.Name != "items") return new(this, table, table.Lines.Count);
        var sorted = table.Sorted(Sort);
        return new(this, Items == "all" ? sorted
            : sorted with { Lines = [.. sorted.Lines.Take(Top)] }, table.Lines.Count);
    }

    /// <summary>
    /// This page with something else asked. A named period is linked by its name, so that tomorrow it is tomorrow's.
    /// </summary>
    public string Link(string? period = null, string? sort = null, string? items = null) =>
        "/staff/sales?" + Query(
            period ?? PeriodName, ("branch", Branch), ("sort", sort ?? Sort), ("items", items ?? Items));

    /// <summary>The file of a table, by its dates: it is of the days the page shows.</summary>
    public string File(string table) =>
        $"/staff/sales/export?table={table}&" + Query(SeeSales.Period.Own, ("branch", Branch));

    private string Query(string? period, params (string Name, string? Value)[] rest)
    {
        (string, string?)[] dates = period == SeeSales.Period.Own ? [("from", From), ("to", To)] : [("period", period)];
        return string.Join('&',
            dates.Concat(rest).Where(p => !string.IsNullOrEmpty(p.Item2))
            .Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}"));
    }

    private static string Iso(DateOnly date) => date.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
}

/// <param name="All">How many lines there are beside those shown.</param>
internal sealed record TableView(SalesPage Page, SalesTable Table, int All);
