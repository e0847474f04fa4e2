using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
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
    public async Task<IResult> OnceAsync<TRequest, TAnswer>(Guid commandId, TRequest request, Func<Task<Outcome<TAnswer>>> run, CancellationToken ct) =>
        Of(await commands.OnceAsync(commandId, request, run, ct));

    public IResult Of<T>(Outcome<T> outcome) => outcome.Ok ? Results.Json(outcome.Value, Answers.Json) : Of(outcome.Error);

    public IResult Of(Error error) => Results.Problem(new ProblemDetails
    {
        Status = Status(error.Kind), Title = words.Of(error), Type = $"urn:restpy:error:{error.Code}",
        Extensions = { ["code"] = error.Code, ["field"] = error.Field },
    });
}
