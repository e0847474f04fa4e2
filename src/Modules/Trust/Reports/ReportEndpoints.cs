using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Trust.Reports;

/// <summary>
/// Where browsers tell what the content policy refused. Anybody may write here, so what is written is small, counted
/// and thrown away.
/// </summary>
internal static class ReportEndpoints
{
    private const int Most = 8 * 1024;
    private static readonly string[] Forms = ["application/csp-report", "application/reports+json"];

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapPost(ContentPolicy.ReportPath, ReceiveAsync)
            .WithMetadata(new OpenAttribute("reports"),
                new NoFormTokenAttribute(
                "A browser reports by itself, without a page of ours to hold a token; nothing but counts comes of it."),
                new ReadsAttribute())
            .ExcludeFromDescription();

    private static async Task<IResult> ReceiveAsync(
        HttpContext http, ReportReading reading, ReportTally tally, CancellationToken ct)
    {
        var form = http.Request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (!Forms.Contains(form)) return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        if (http.Request.ContentLength > Most) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        // Sent in pieces it says no length: one byte past the limit is enough to know.
        var body = new byte[Most + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, ct);
        if (length > Most) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        if (reading.Read(body.AsMemory(0, length), http.Request.Host) is not { } reports)
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        tally.Add(reports);
        return Results.NoContent();
    }
}
