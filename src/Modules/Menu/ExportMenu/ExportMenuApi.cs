using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Restpy.Menu.Contract;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Menu.ExportMenu;

internal static class ExportMenuApi
{
    public static void MapExportMenu(this IEndpointRouteBuilder app) =>
        app.MapGroup("/staff/menu")
            .WithMetadata(new NeedsAttribute(MenuPermissions.Edit) { RateLimit = "export" }, new ReadsAttribute())
            .MapGet("/export", ExportAsync).ExcludeFromDescription();

    /// <summary>Spreadsheets set to French separate with semicolons; everybody may ask for the other.</summary>
    private static async Task<IResult> ExportAsync(
        string? separator, HttpContext http, ExportMenuHandler handler, CancellationToken ct)
    {
        var semicolon = separator is null ? http.Session()!.Language == "fr" : separator == "semicolon";
        var export = await handler.HandleAsync(semicolon ? ';' : ',', ct);
        return Results.File(export.Content, "text/csv; charset=utf-8", export.FileName);
    }
}
