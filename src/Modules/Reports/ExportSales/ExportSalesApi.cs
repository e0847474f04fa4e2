using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Reports.Contract;
using Restpy.Reports.SeeSales;

namespace Restpy.Reports.ExportSales;

/// <summary>Which table of the sales page, and its filters, as they stand in the address.</summary>
internal sealed class ExportSalesRequest
{
    public string? Table { get; set; }
    public string? Period { get; set; }
    public string? From { get; set; }
    public string? To { get; set; }
    public string? Branch { get; set; }
}

internal static class ExportSalesApi
{
    public static void MapExportSales(this IEndpointRouteBuilder app) =>
        app.MapGroup("/staff/sales")
            .WithMetadata(new NeedsAttribute(ReportsPermissions.See) { RateLimit = "export" }, new ReadsAttribute())
            .MapPost("/export", ExportAsync).ExcludeFromDescription();

    private static async Task<IResult> ExportAsync(
        [AsParameters] ExportSalesRequest request, HttpContext http, Words words, ExportSalesHandler handler,
            Answer answer,
        CancellationToken ct)
    {
        words.Language = http.Session()!.Language;
        var outcome = await handler.HandleAsync(
            new(request.Period, request.From, request.To, request.Branch), request.Table, ct);
        return outcome.Ok
            ? Results.Stream(stream => WriteAsync(stream, outcome.Value, words, ct), "text/csv; charset=utf-8",
                outcome.Value.Name) : answer.Of(outcome);
    }

    private static async Task WriteAsync(Stream stream, SalesFile file, Words words, CancellationToken ct)
    {
        await using var csv = new CsvStream(stream, words.Language);
        await csv.RowAsync([
            words[$"sales.head.{file.Table.Name}"], .. file.Table.Columns.Select(c => words[$"sales.column.{c.Word}"])],
            ct);
        foreach (var line in file.Table.Lines)
            await csv.RowAsync(
                [line.Label, .. line.Values.Select((v, i) => file.Text.Cell(v, file.Table.Columns[i].Unit))], ct);
    }
}
