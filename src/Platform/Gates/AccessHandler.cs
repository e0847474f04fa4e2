using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Restpy.Platform.Gates;

/// <summary>What every endpoint asks for; the handlers of it read the attributes of the endpoint.</summary>
internal sealed class AccessRequirement : IAuthorizationRequirement;

/// <param name="Page">Where a browser that asked for a page is sent; null: it gets the status like everyone.</param>
/// <param name="Sentence">Of the error, where that of the status says too little.</param>
internal sealed record Refusal(int Status, string? Page = null, string? Sentence = null)
{
    /// <summary>That page, and from there back to what was asked for.</summary>
    public static string WithNext(string page, HttpRequest request) =>
        page + Uri.EscapeDataString(request.Path + request.QueryString);
}

/// <summary>One check of <see cref="AccessRequirement"/>. The first that refuses decides the answer.</summary>
internal abstract class AccessHandler : AuthorizationHandler<AccessRequirement, HttpContext>
{
    protected override async Task HandleRequirementAsync(
        AuthorizationHandlerContext context, AccessRequirement requirement, HttpContext http)
    {
        if (await RefusalAsync(http) is not { } refusal)
        {
            context.Succeed(requirement);
            return;
        }
        // Not as a reason of the failure: the framework drops those where nobody has signed in.
        http.Features.Set(refusal);
        context.Fail();
    }

    /// <returns>Null where nothing is against it.</returns>
    protected abstract ValueTask<Refusal?> RefusalAsync(HttpContext http);
}
