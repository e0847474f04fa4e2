using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;

namespace Restpy.Platform.Web;

/// <summary>
/// Turns what went wrong into an answer without a word about the inside: ProblemDetails for the API and for scripts, a
/// plain page for people. Also gives a body to the bare statuses the gates set.
/// </summary>
public sealed class ErrorPages(RequestDelegate next, ILogger<ErrorPages> log)
{
    private static readonly object Sentence = new();

    /// <summary>The sentence of the status a gate is about to set, where its own says too little.</summary>
    internal static void Say(HttpContext http, string key) => http.Items[Sentence] = key;

    public async Task InvokeAsync(HttpContext http, Words words)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = bad.StatusCode;
        }
        catch (RightsChangedException) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        catch (DbUpdateConcurrencyException) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusCodes.Status409Conflict;
        }
        catch (CardNumberException) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Items[Sentence] = "status.card-number";
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        catch (Exception problem) when (!http.Response.HasStarted && IsTextNoDatabaseHolds(problem))
        {
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        catch (Exception problem) when (!http.Response.HasStarted && Transient.Is(problem))
        {
            log.LogWarning(problem, "{Method} {Path} found no database ({Trace})", http.Request.Method, Where(http),
                http.TraceIdentifier);
            http.Response.Clear();
            http.Response.Headers.RetryAfter = "2";
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        catch (Exception problem) when (!http.Response.HasStarted)
        {
            log.LogError(problem, "{Method} {Path} failed ({Trace})", http.Request.Method, Where(http),
                http.TraceIdentifier);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        if (http.Response.HasStarted || http.Response.StatusCode < 400 || http.Response.ContentLength is > 0
            || http.Response.ContentType is not null) return;
        await WriteAsync(http, words);
    }

    /// <summary>
    /// As the endpoint table writes it: an address may carry a table's code, or a link to set a password.
    /// </summary>
    private static string Where(HttpContext http) =>
        (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no endpoint)";

    /// <summary>
    /// PostgreSQL takes no NUL character in a text (SQLSTATE 22021). Nobody types one; who sends one has sent a bad
    /// request.
    /// </summary>
    private static bool IsTextNoDatabaseHolds(Exception problem) =>
        (problem as PostgresException
            ?? problem.InnerException as PostgresException)?.SqlState == PostgresErrorCodes.CharacterNotInRepertoire;

    private static Task WriteAsync(HttpContext http, Words words)
    {
        var status = http.Response.StatusCode;
        var key = http.Items.ContainsKey(FormTokenGate.ExpiredPage) ? "status.expired-page"
            : http.Items[Sentence] as string ?? $"status.{status}";
        var sentence = words[key] == key ? words["status.other"] : words[key];
        http.Response.Headers.CacheControl = "no-store";
        if (http.Request.Path.StartsWithSegments("/api")
            || http.Request.Headers.Accept.ToString() is { } accept
            && !accept.Contains("text/html", StringComparison.Ordinal))
            return http.Response.WriteAsJsonAsync(new
            {
                type = $"urn:restpy:status:{status}", title = sentence, status, traceId = status >= 500
                ? http.TraceIdentifier : null,
            }, Answers.Json, "application/problem+json");
        var advice = Advice(words, status, key, http.Response.Headers.RetryAfter.ToString());
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(
            ErrorPage.Of(new(words, status, sentence, advice, http.Response.Headers.RetryAfter.ToString(),
                WayBack(http), http.TraceIdentifier)));
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
