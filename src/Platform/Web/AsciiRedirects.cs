using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace Restpy.Platform.Web;

/// <summary>
/// Redirects with the address in ASCII. Where a page sends a person on to an address that came decoded with the
/// request, it may hold any letter, and Kestrel refuses a header with one.
/// </summary>
internal sealed class AsciiRedirects : IActionResultExecutor<RedirectResult>
{
    public Task ExecuteAsync(ActionContext context, RedirectResult result)
    {
        context.HttpContext.Response.Redirect(Ascii(result.Url), result.Permanent);
        return Task.CompletedTask;
    }

    /// <summary>
    /// All that stands in no address is percent-encoded in UTF-8; what was encoded before stays as it is.
    /// </summary>
    internal static string Ascii(string url)
    {
        if (!url.Any(NeedsEncoding)) return url;
        var ascii = new StringBuilder(url.Length + 20);
        foreach (var rune in url.EnumerateRunes())
        {
            if (rune.IsAscii && !NeedsEncoding((char)rune.Value)) ascii.Append((char)rune.Value);
            else ascii.Append(Uri.EscapeDataString(rune.ToString()));
        }
        return ascii.ToString();
    }

    private static bool NeedsEncoding(char c) =>
        c is <= ' ' or >= '\u007F' or '"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}';
}
