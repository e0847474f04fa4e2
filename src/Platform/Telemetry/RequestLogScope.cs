using System.Collections;
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

/// <summary>
/// The ids of a piece of work, read when a line is written: a request knows its restaurant only after its gates.
/// </summary>
/// <param name="scope">Whose work it is.</param>
/// <param name="request">The id that an error page shows; null in a job.</param>
internal sealed class WorkLogScope(WorkScope scope, string? request) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => Values().Count();

    public KeyValuePair<string, object?> this[int index] => Values().ElementAt(index);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Values().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(' ', Values().Select(v => $"{v.Key}:{v.Value}"));

    private IEnumerable<KeyValuePair<string, object?>> Values()
    {
        if (scope.RestaurantId is { } restaurant) yield return new("RestaurantId", restaurant);
        if (scope.BranchId is { } branch) yield return new("BranchId", branch);
        if (request is not null) yield return new("RequestId", request);
    }
}
