using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Host;

/// <summary>The language of messages before a page decides: what the browser asks for, where we have it.</summary>
internal sealed class ReaderLanguage(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http, Words words)
    {
        var accepted = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString().Split('-')[0]);
        words.Language = LanguageChoice.Of(http) ?? accepted.FirstOrDefault(WordList.Languages.Contains) ?? "en";
        return next(http);
    }
}
