using Restpy.Kernel;
using Restpy.Platform.Data;
using Restpy.Platform.Web;
using Restpy.Reports.SeeSales;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Reports.ExportSales;

/// <summary>One table of the report, ready to be written. The activity log has it already.</summary>
internal sealed record SalesFile(string Name, SalesTable Table, SalesText Text);

/// <summary>
/// Takes a table of the report out of the restaurant; who did, and what, stands in the activity log before the first
/// byte leaves.
/// </summary>
internal sealed class ExportSalesHandler(RestpyDb db, RestaurantDirectory restaurants, StandbyReads reads, Words words)
{
    public async Task<Outcome<SalesFile>> HandleAsync(SalesRequest request, string? table, CancellationToken ct)
    {
        if (table is null || !SalesTables.Names.Contains(table)) return new NotFound("table");
        await using var work = await db.BeginAsync(ct);
        var read = await SalesAsked.ReadAsync(request, restaurants, db.Scope, db.Time.GetUtcNow(), ct);
        if (!read.Ok) return read.Error;
        var asked = read.Value;
        var text = new SalesText(asked.Currency, words);
        var rows = await reads.FromAsync((SalesTables tables) => tables.OfAsync(asked, table, ct));
        var where = asked.Branch is { } branch ? branch.Name : string.Join(", ", asked.Seen.Select(b => b.Name));
        db.Act("reports.exported", "SalesReport", asked.Branch?.Id ?? asked.Restaurant.Id,
            $"{table}, {asked.Period.From:yyyy-MM-dd} – {asked.Period.To:yyyy-MM-dd}, {where}");
        return await work.SaveAsync(
            new SalesFile(
            $"sales-{asked.Restaurant.Slug}-{table}-{asked.Period.From:yyyy-MM-dd}-{asked.Period.To:yyyy-MM-dd}.csv",
            rows, text), ct);
    }
}
