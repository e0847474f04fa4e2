using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Menu.SoldOutBoard;

internal static class SoldOutApi
{
    public static void MapSoldOut(this IEndpointRouteBuilder app)
    {
        var item = app.MapGroup("/api/v1/menu/items/{id:guid}")
            .WithMetadata(new NeedsAttribute(MenuPermissions.SellOut));
        item.MapPost("/sold-out",
            (Guid id, SoldOutBody body, SellOutHandler handler, Actor by, Answer answer, CancellationToken ct) =>
        {
            var request = new SellOutRequest(id, body.BranchId);
            return answer.OnceAsync(body.CommandId, request, () => handler.HandleAsync(request, by, ct), ct);
        });
        item.MapPost("/on-sale",
            (Guid id, SoldOutBody body, PutBackHandler handler, Answer answer, CancellationToken ct) =>
        {
            var request = new PutBackRequest(id, body.BranchId);
            return answer.OnceAsync(body.CommandId, request, () => handler.HandleAsync(request, ct), ct);
        });
        item.MapPost("/countdown",
            (Guid id, CountdownBody body, CountDownHandler handler, Actor by, Answer answer, CancellationToken ct) =>
        {
            var request = new CountDownRequest(id, body.BranchId, body.Left);
            return answer.OnceAsync(body.CommandId, request, () => handler.HandleAsync(request, by, ct), ct);
        });
    }
}
