using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>
/// Answers what a handler refused: with another page where a browser asked for one, else with a status.
/// </summary>
internal sealed class AuthorizationAnswers : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(
        RequestDelegate next, HttpContext http, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded) return next(http);
        var refusal = http.Features.Get<Refusal>() ?? new(StatusCodes.Status404NotFound);
        if (refusal.Sentence is { } sentence) ErrorAnswers.Say(http, sentence);
        if (refusal.Page is { } page && CanBeSent(http.Request)) http.Response.Redirect(page);
        else http.Response.StatusCode = refusal.Status;
        return Task.CompletedTask;
    }

    /// <summary>Neither a program nor a script of ours.</summary>
    private static bool CanBeSent(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && !request.Headers.ContainsKey("X-Fragment");
}
