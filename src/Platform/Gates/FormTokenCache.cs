using System.Collections.Concurrent;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Restpy.Platform.Gates;

/// <summary>
/// A tablet sends the same token with each command of its page, and opening it costs as much as saving three rows. What
/// was right once for this cookie, this token and this session or guest is right as long as that session is let in:
/// tokens have no end of their own. Forms carry their token in the body, which is read by the framework alone.
/// </summary>
internal sealed class FormTokenCache(IAntiforgery antiforgery)
{
    private const int Most = 2_000;
    private const int Longest = 1_000;

    private readonly ConcurrentDictionary<(string Cookie, string Token, string Bound), bool> _right = new();

    /// <exception cref="AntiforgeryValidationException">The form itself could not be read.</exception>
    public async Task<bool> IsRightAsync(HttpContext http)
    {
        var (cookie, token, bound) = (http.Request.Cookies[http.CookieName(FormTokens.Cookie)] ?? "",
            http.Request.Headers[FormTokens.Header].ToString(), SessionBinding.Bound(http) ?? "");
        var isAsked = cookie.Length is > 0 and < Longest && token.Length is > 0 and < Longest && bound.Length > 0;
        if (isAsked && _right.ContainsKey((cookie, token, bound))) return true;
        if (!await antiforgery.IsRequestValidAsync(http)) return false;
        if (!isAsked) return true;
        if (_right.Count >= Most) _right.Clear();
        _right[(cookie, token, bound)] = true;
        return true;
    }
}
