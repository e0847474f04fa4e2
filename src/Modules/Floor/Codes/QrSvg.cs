using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Restpy.Platform.Web;

namespace Restpy.Floor.Codes;

/// <summary>
/// One table's code as a drawing: the small picture of the lists, and a file for a designer's own card.
/// </summary>
internal static class QrSvg
{
    public static async Task<IResult> AnswerAsync(
        Guid id, HttpContext http, FloorPlan floor, QrCards cards, Answer answer, CancellationToken ct)
    {
        if (await floor.TableAsync(id, ct) is not { } table) return answer.Of(new Kernel.NotFound("table"));
        var outcome = await cards.OfTableAsync(http, table, ct);
        if (!outcome.Ok) return answer.Of(outcome.Error);
        return Results.File(
            Encoding.UTF8.GetBytes(Draw(outcome.Value)), "image/svg+xml", $"table-{FileWord(table.Number)}.svg");
    }

    public static string Draw(QrCard card) =>
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {card.Code.Size} {card.Code.Size}" shape-rendering="crispEdges" role="img">
        <title>{HtmlEncoder.Default.Encode($"{card.Restaurant} · {card.Title}")}</title>
        <rect width="{card.Code.Size}" height="{card.Code.Size}" fill="#fff"/><path d="{card.Code.SvgPath()}" fill="#000"/>
        </svg>
        """;

    private static string FileWord(string number) =>
        new([.. number.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]);
}
