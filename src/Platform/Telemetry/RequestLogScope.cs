using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Restpy.Platform.Data;

namespace Restpy.Platform.Telemetry;

/// <summary>
/// Gives every log line and the span of a request its restaurant, branch and request id. Stands first, so that what the
/// outer gates log has them too.
/// </summary>
public sealed class RequestLogScope(RequestDelegate next, ILogger<RequestLogScope> log)
{
    public async Task InvokeAsync(HttpContext http, WorkScope scope)
    {
        using var lines = log.BeginScope(new WorkLogScope(scope, http.TraceIdentifier));
        await next(http);
        // Set here: the scope of the request is gone when the span ends.
        http.Features.Get<IHttpActivityFeature>()?.Activity
            .SetTag("restpy.restaurant_id", scope.RestaurantId?.ToString())
            .SetTag("restpy.branch_id", scope.BranchId?.ToString());
    }
}
