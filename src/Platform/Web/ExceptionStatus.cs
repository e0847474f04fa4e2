using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using Restpy.Platform.Data;

namespace Restpy.Platform.Web;

/// <summary>
/// The status an exception answers with, and its log line. <see cref="ErrorAnswers"/> writes the body afterwards.
/// </summary>
internal sealed class ExceptionStatus(ILogger<ExceptionStatus> log) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext http, Exception problem, CancellationToken ct)
    {
        http.Response.StatusCode = problem switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            RightsChangedException => StatusCodes.Status403Forbidden,
            DbUpdateConcurrencyException => StatusCodes.Status409Conflict,
            CardNumberException => StatusCodes.Status400BadRequest,
            _ when IsTextNoDatabaseHolds(problem) => StatusCodes.Status400BadRequest,
            _ when Transient.Is(problem) => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };
        if (problem is CardNumberException) ErrorAnswers.Say(http, "status.card-number");
        if (http.Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = "2";
            log.LogWarning(problem, "{Method} {Path} found no database ({Trace})", http.Request.Method, Where(http),
                http.TraceIdentifier);
        }
        if (http.Response.StatusCode == StatusCodes.Status500InternalServerError)
            log.LogError(problem, "{Method} {Path} failed ({Trace})", http.Request.Method, Where(http),
                http.TraceIdentifier);
        return ValueTask.FromResult(true);
    }

    /// <summary>
    /// As the endpoint table writes it: an address may carry a table's code, or a link to set a password.
    /// </summary>
    private static string Where(HttpContext http) =>
        (http.Features.Get<IExceptionHandlerFeature>()?.Endpoint as RouteEndpoint)?.RoutePattern.RawText
            ?? "(no endpoint)";

    /// <summary>
    /// PostgreSQL takes no NUL character in a text (SQLSTATE 22021). Nobody types one; who sends one has sent a bad
    /// request.
    /// </summary>
    private static bool IsTextNoDatabaseHolds(Exception problem) =>
        (problem as PostgresException
            ?? problem.InnerException as PostgresException)?.SqlState == PostgresErrorCodes.CharacterNotInRepertoire;
}
