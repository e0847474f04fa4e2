using Microsoft.AspNetCore.Http;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>Answered by Tenancy: which restaurants the operator has suspended.</summary>
public interface ISuspensions
{
    ValueTask<bool> IsSuspendedAsync(Guid restaurantId, CancellationToken ct);
}

/// <summary>
/// Gate 6, after the permission: in a suspended restaurant open bills can be settled and nothing new begins.
/// </summary>
public sealed class SuspensionGate(RequestDelegate next, ISuspensions suspensions, PermissionCatalogue catalogue)
{
    private readonly HashSet<string> _finishing = [.. catalogue.All.Where(p => p.WhileSuspended).Select(p => p.Name)];

    public async Task InvokeAsync(HttpContext http, WorkScope scope)
    {
        if (scope.RestaurantId is { } restaurant && !HttpMethods.IsGet(http.Request.Method)
            && !HttpMethods.IsHead(http.Request.Method)
            && http.GetEndpoint()?.Metadata.GetMetadata<IAccess>() is { } access && !MayGoOn(access)
            && await suspensions.IsSuspendedAsync(restaurant, http.RequestAborted))
        {
            ErrorAnswers.Say(http, "status.suspended");
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        await next(http);
    }

    /// <summary>
    /// Finishing what is open, and what is about the person alone: their account, their session, the lock of a tablet.
    /// </summary>
    private bool MayGoOn(IAccess access) => access switch
    {
        NeedsAttribute needs => _finishing.Contains(needs.Permission),
        SignedInAttribute or OnTabletAttribute => true,
        _ => false,
    };
}
