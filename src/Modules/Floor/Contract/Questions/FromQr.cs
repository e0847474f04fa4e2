using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Restpy.Floor.Scan;
using Restpy.Platform.Gates;

namespace Restpy.Floor.Contract.Questions;

/// <summary>
/// Restaurant, branch and table come from the signed token in the address /t/{token}. Revoked or forged: 410 or 404,
/// and nothing behind it runs. Also sets the guest's own cookie, which form tokens and orders are bound to.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class FromQrAttribute : Attribute, IScopeSource
{
    public async ValueTask<bool> EnterAsync(HttpContext http) =>
        await http.RequestServices.GetRequiredService<ScanHandler>()
            .HandleAsync(http, http.GetRouteValue("token") as string, http.RequestAborted);

    public ValueTask<bool> IsStillOpenAsync(HttpContext http, CancellationToken ct) =>
        http.RequestServices.GetRequiredService<ScanHandler>().IsInUseAsync(http.GetRouteValue("token") as string, ct);

    public string? Place(HttpContext http) =>
        http.RequestServices.GetRequiredService<CodeTokens>()
            .TryRead(http.GetRouteValue("token") as string, out _, out var code) ? code.ToString() : null;
}
