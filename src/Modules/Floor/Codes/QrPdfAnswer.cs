using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Platform.Printing;
using Restpy.Platform.Web;

namespace Restpy.Floor.Codes;

internal static class QrPdfAnswer
{
    /// <param name="t">The chosen tables; none: all in use.</param>
    public static async Task<IResult> AnswerAsync(
        string? branch, Guid[]? t, HttpContext http, QrCards cards, Answer answer, CancellationToken ct)
    {
        var outcome = await cards.OfAsync(http, branch, t ?? [], ct);
        if (!outcome.Ok) return answer.Of(outcome.Error);
        if (outcome.Value.Count == 0) return answer.Of(new NoTablesChosen());
        if (outcome.Value.FirstOrDefault(c => !SheetFont.Bold.Draws(c.Number)) is { } other)
            return answer.Of(new NumberNotDrawable(other.Number));
        return Results.File(QrPdf.Write(outcome.Value), "application/pdf", "qr-codes.pdf");
    }
}
