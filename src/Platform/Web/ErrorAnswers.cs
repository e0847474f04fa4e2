using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;

namespace Restpy.Platform.Web;

/// <summary>
/// Writes the body of an error without a word about the inside: ProblemDetails for the API and for scripts, a plain
/// page for people. UseStatusCodePages asks it for every error that has no body yet.
/// </summary>
internal sealed class ErrorAnswers : IProblemDetailsWriter
{
    private static readonly object Sentence = new();

    /// <summary>The sentence of the status that is about to be set, where its own says too little.</summary>
    internal static void Say(HttpContext http, string key) => http.Items[Sentence] = key;

    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var (status, words) = (http.Response.StatusCode, http.RequestServices.GetRequiredService<Words>());
        var key = http.Items[Sentence] as string ?? $"status.{status}";
        var sentence = words[key] == key ? words["status.other"] : words[key];
        http.Response.Headers.CacheControl = "no-store";
        return new(IsForScript(http.Request) ? WriteProblemAsync(http, status, sentence)
            : WritePageAsync(http, words, key, sentence));
    }

    private static bool IsForScript(HttpRequest request) => request.Path.StartsWithSegments("/api")
        || !request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    private static Task WriteProblemAsync(HttpContext http, int status, string sentence) =>
        http.Response.WriteAsJsonAsync(new ProblemDetails
        {
            Type = $"urn:restpy:status:{status}", Title = sentence, Status = status,
            Extensions = { ["traceId"] = status >= 500 ? http.TraceIdentifier : null },
        }, Answers.Json, "application/problem+json");

    private static Task WritePageAsync(HttpContext http, Words words, string key, string sentence)
    {
        var (status, wait) = (http.Response.StatusCode, http.Response.Headers.RetryAfter.ToString());
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(ErrorPage.Of(new(words, status, sentence, Advice(words, status, key, wait),
            wait, WayBack(http), http.TraceIdentifier)));
    }

    /// <summary>What to do about it: of the sentence, else of the status, else in general.</summary>
    private static string Advice(Words words, int status, string key, string wait)
    {
        var name = key == $"status.{status}" ? $"advice.{status}"
            : key.Replace("status.", "advice.", StringComparison.Ordinal);
        var values = new { Seconds = wait };
        return words[name] != name ? words[name, values]
            : words[$"advice.{status}"] != $"advice.{status}" ? words[$"advice.{status}", values]
            : words["status.what-now"];
    }

    /// <summary>
    /// The page of ours this request came from; none where the browser does not say, or it was the same.
    /// </summary>
    private static string? WayBack(HttpContext http) =>
        Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var from)
            && from.Authority == http.Request.Host.Value
            && (from.AbsolutePath != http.Request.Path || !HttpMethods.IsGet(http.Request.Method)) ? from.PathAndQuery
            : null;
}
