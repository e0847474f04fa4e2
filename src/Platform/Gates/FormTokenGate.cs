using System.Net.Mime;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>
/// Gate 7: a state-changing request must come from our own page, in the session the page was made for. First what the
/// browser says of the sender, then the token, which is bound to the session.
/// </summary>
internal sealed class FormTokenGate(
    RequestDelegate next, FormTokenCache known, FormTokenExemptions exemptions, SecurityEvents events)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var method = http.Request.Method;
        var safe = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
        // What is no route (404, 405, 415) changes nothing, and its answer helps more than a refused token would.
        if (safe || http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            // A safe request has no form. One that says it brings one would have it read, and fail where it cannot be.
            if (http.Request.HasFormContentType) http.Request.ContentType = null;
            await next(http);
            return;
        }
        // Asked of the excused as well: what a browser sends from a page elsewhere is no program that proves itself.
        if (!FromOurOwnPage(http.Request))
        {
            events.Note(http, SecurityEvent.Forged, "another site");
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        if (!IsOfItsKind(http.Request, endpoint) || !await ReadFormAsync(http))
        {
            if (http.Response.StatusCode == StatusCodes.Status200OK)
                http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }
        // A program's token is sent by nobody but who holds it: a page elsewhere cannot make a browser send the header,
        // and cookies beside it are refused.
        if (http.Session()?.Token is not null || exemptions.Holds(endpoint, method)
            || await TokenIsRightAsync(http)) await next(http);
    }

    private async Task<bool> TokenIsRightAsync(HttpContext http)
    {
        try
        {
            if (await known.IsRightAsync(http)) return true;
            events.Note(http, SecurityEvent.Forged, "form token");
            // The cure is to load the page again; the error page says so.
            ErrorAnswers.Say(http, "status.expired-page");
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        catch (AntiforgeryValidationException unreadable)
        {
            // The form itself could not be read: too large, cut off, too many fields.
            http.Response.StatusCode = (unreadable.InnerException as BadHttpRequestException)?.StatusCode
                ?? StatusCodes.Status400BadRequest;
        }
        return false;
    }

    /// <summary>
    /// Where JSON is read, nothing else is: a form of another site can send three kinds of body, and none of them is
    /// this.
    /// </summary>
    private static bool IsOfItsKind(HttpRequest request, RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains(
            MediaTypeNames.Application.Json) != true
        || (MediaTypeHeaderValue.TryParse(request.ContentType, out var kind)
            && kind.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The form is read here, once, for everything behind. Browsers send UTF-8, as our pages ask them to; a form that
    /// names another encoding, for all of it or for one part or file name, is one the framework may have no decoder
    /// for.
    /// </summary>
    /// <returns>False with a status where the form cannot be read.</returns>
    private static async Task<bool> ReadFormAsync(HttpContext http)
    {
        if (http.Request.ContentType is { Length: > 0 } type
            && (!MediaTypeHeaderValue.TryParse(type, out var kind) || !IsUtf8(kind))) return false;
        if (!http.Request.HasFormContentType) return true;
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
            return true;
        }
        catch (Exception unreadable)
        when (unreadable is NotSupportedException or InvalidDataException or ArgumentException)
        {
            http.Response.StatusCode = unreadable is NotSupportedException ? StatusCodes.Status415UnsupportedMediaType
                : StatusCodes.Status400BadRequest;
            return false;
        }
    }

    private static bool IsUtf8(MediaTypeHeaderValue kind) =>
        !kind.Charset.HasValue
            || HeaderUtilities.RemoveQuotes(kind.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Browsers say who sends: Sec-Fetch-Site where the page came over TLS or from this machine, and Origin with every
    /// change, also without. What says neither is no browser. It is let through to the token, which it has no page to
    /// take from, and to the excused endpoints, where no cookie proves anything.
    /// </summary>
    private static bool FromOurOwnPage(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri)
                && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>
/// Binds the form token to the session, to the tablet, or to the guest's cookie, so that it dies with it and works in
/// no other.
/// </summary>
internal sealed class SessionBinding : IAntiforgeryAdditionalDataProvider
{
    /// <summary>
    /// Who is nobody yet (the sign-in page) gets a cookie to be bound to. The framework's own is not enough: a page on
    /// a sibling name can set it, but none whose name begins with __Host-.
    /// </summary>
    public string GetAdditionalData(HttpContext context) => Bound(context) ?? GuestCookie.Ensure(context);

    public bool ValidateAdditionalData(HttpContext context, string additionalData) =>
        Bound(context) is { } bound && additionalData == bound;

    /// <summary>
    /// What a token of this request must be bound to; null where it could be to nothing of ours. The lock screen is the
    /// tablet's, whoever has unlocked it: its pad outlives the person who leaves.
    /// </summary>
    internal static string? Bound(HttpContext http) => (http.IsLockScreen() ? http.Tablet()?.Id : null)
        ?? http.Session()?.Id ?? http.Tablet()?.Id
        ?? (http.Guest() is { } guest && GuestCookie.IsOurs(http, guest) ? guest : null);
}
