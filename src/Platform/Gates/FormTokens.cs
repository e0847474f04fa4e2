using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Restpy.Platform.Gates;

/// <summary>Where form tokens travel, and how they are renewed.</summary>
public static class FormTokens
{
    public const string Cookie = "restpy-form";
    public const string Header = "X-CSRF-TOKEN";

    /// <summary>
    /// What was made before does not work from the next page on. To be called wherever somebody becomes more, or less,
    /// than they were: at a sign-in, another restaurant, a second factor, a sign-out. With a new session the old tokens
    /// are void anyhow.
    /// </summary>
    public static void Renew(HttpContext http) => http.Response.Cookies.Delete(http.CookieName(Cookie), new()
    {
        Path = "/", Secure = http.Request.IsHttps, HttpOnly = true, SameSite = SameSiteMode.Strict,
    });
}

/// <summary>
/// An endpoint that asks for no form token, because its callers prove themselves otherwise or have nothing to prove.
/// Declared by its module beside <see cref="NoFormTokenAttribute"/>: an attribute alone excuses nobody, and a test has
/// the list that was reviewed.
/// </summary>
/// <param name="Endpoint">Method and pattern, as "POST /security/reports".</param>
public sealed record FormTokenExemption(string Endpoint);

public sealed class FormTokenExemptions(IEnumerable<FormTokenExemption> declared)
{
    public IReadOnlySet<string> All { get; } = declared.Select(e => e.Endpoint).ToHashSet();

    internal bool Holds(RouteEndpoint endpoint, string method) =>
        endpoint.Metadata.GetMetadata<NoFormTokenAttribute>() is not null
            && All.Contains($"{method.ToUpperInvariant()} /{endpoint.RoutePattern.RawText?.TrimStart('/')}");
}
