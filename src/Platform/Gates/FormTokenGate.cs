using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Restpy.Platform.Gates;

/// <summary>
/// Gate 7: a state-changing request must come from our own page, in the session the page was made for. First what the
/// browser says of the sender, then the token, which is bound to the session.
/// </summary>
public sealed class FormTokenGate(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var method = http.Request.Method;
        var safe = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
        // What is no route (404, 405, 415) changes nothing, and its answer helps more than a refused token would.
        if (safe || http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(http);
            return;
        }
        // Asked of the excused as well: what a browser sends from a page elsewhere is no program that proves itself.
        if (!FromOurOwnPage(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        if (endpoint.Metadata.GetMetadata<NoFormTokenAttribute>() is not null || await TokenIsRightAsync(http)) await next(http);
    }

    /// <summary>Marks the 400 whose cure is to load the page again; the error page says so.</summary>
    public static readonly object ExpiredPage = new();

    private async Task<bool> TokenIsRightAsync(HttpContext http)
    {
        try
        {
            if (await antiforgery.IsRequestValidAsync(http)) return true;
            http.Items[ExpiredPage] = true;
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        catch (AntiforgeryValidationException unreadable)
        {
            // The form itself could not be read: too large, cut off, too many fields.
            http.Response.StatusCode = (unreadable.InnerException as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
        }
        return false;
    }

    private static bool FromOurOwnPage(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>Binds the form token to the session, or to the guest's, so that it dies with it and works in no other.</summary>
internal sealed class SessionBinding : IAntiforgeryAdditionalDataProvider
{
    public string GetAdditionalData(HttpContext context) => Bound(context);

    public bool ValidateAdditionalData(HttpContext context, string additionalData) => additionalData == Bound(context);

    private static string Bound(HttpContext http) => http.Session()?.Id ?? http.Guest() ?? "";
}
