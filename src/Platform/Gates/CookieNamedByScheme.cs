using Microsoft.AspNetCore.Http;

namespace Restpy.Platform.Gates;

/// <summary>
/// A cookie the framework makes, named as our own ones are (<see cref="SessionExtensions.CookieName"/>).
/// </summary>
internal sealed class CookieNamedByScheme : CookieBuilder
{
    private readonly string _name;
    private readonly IHttpContextAccessor _here;

    public CookieNamedByScheme(string name, SameSiteMode sameSite, IHttpContextAccessor here)
    {
        (_name, _here) = (name, here);
        (SameSite, HttpOnly, SecurePolicy, IsEssential) = (sameSite, true, CookieSecurePolicy.SameAsRequest, true);
    }

    public override string? Name => _here.HttpContext?.CookieName(_name) ?? _name;
}
