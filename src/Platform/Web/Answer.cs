using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Platform.Data;

namespace Restpy.Platform.Web;

/// <summary>The one mapping from an outcome to an HTTP answer.</summary>
public sealed class Answer(Commands commands, Words words)
{
    public static int Status(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Refused => StatusCodes.Status403Forbidden,
        ErrorKind.Gone => StatusCodes.Status410Gone,
        _ => StatusCodes.Status429TooManyRequests,
    };

    /// <summary>Runs a command once and answers it as JSON, or its refusal as ProblemDetails.</summary>
    public async Task<IResult> OnceAsync<TRequest, TAnswer>(
        Guid commandId, TRequest request, Func<Task<Outcome<TAnswer>>> run, CancellationToken ct) =>
        Of(await commands.OnceAsync(commandId, request, run, ct));

    public IResult Of<T>(Outcome<T> outcome) =>
        outcome.Ok ? Results.Json(outcome.Value, Answers.Json) : Of(outcome.Error);

    /// <summary>
    /// ProblemDetails without a trace id: the answer to a foreign id is, to the byte, the answer to an invented one.
    /// </summary>
    public IResult Of(Error error) => Results.Json(
        new
        {
            type = $"urn:restpy:error:{error.Code}", title = words.Of(error), status = Status(error.Kind),
            code = error.Code, field = error.Field,
        },
        Answers.Json, "application/problem+json", Status(error.Kind));
}
