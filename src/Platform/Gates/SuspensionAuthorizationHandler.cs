using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Platform.Gates;

/// <summary>Answered by Tenancy: which restaurants the operator has suspended.</summary>
public interface ISuspensions
{
    ValueTask<bool> IsSuspendedAsync(Guid restaurantId, CancellationToken ct);
}

/// <summary>In a suspended restaurant open bills can be settled and nothing new begins.</summary>
internal sealed class SuspensionAuthorizationHandler(ISuspensions suspensions, PermissionCatalogue catalogue)
    : AccessHandler
{
    private static readonly Refusal Suspended = new(StatusCodes.Status403Forbidden, Sentence: "status.suspended");
    private readonly HashSet<string> _finishing = [.. catalogue.All.Where(p => p.WhileSuspended).Select(p => p.Name)];

    protected override async ValueTask<Refusal?> RefusalAsync(HttpContext http) =>
        !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method)
        && http.RequestServices.GetRequiredService<WorkScope>().RestaurantId is { } restaurant
        && http.GetEndpoint()?.Metadata.GetMetadata<IAccess>() is { } access && !MayGoOn(access)
        && await suspensions.IsSuspendedAsync(restaurant, http.RequestAborted) ? Suspended : null;

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
