using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering.GuestOrder;
using Restpy.Ordering.GuestPages;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Ordering.GuestApi;

/// <summary>The table for a program: the same menu, the same handler, the same prices as on the page.</summary>
internal sealed class GuestApiEndpoints(
    GuestPlaces restaurants, MenuCache menus, PlaceGuestOrderHandler place, Commands commands, Answer answer)
{
    public async Task<IResult> MenuAsync(HttpContext http, CancellationToken ct)
    {
        var here = await restaurants.OfAsync(http, ct);
        return Results.Json(
            GuestMenuAnswer.Of(here, await menus.OfAsync(here.Restaurant.Id, here.Branch.Id, ct)), Answers.Json);
    }

    public async Task<IResult> OrderAsync(HttpContext http, GuestOrderRequest body, CancellationToken ct)
    {
        var here = await restaurants.OfAsync(http, ct);
        var request = new PlaceGuestOrderRequest(body.Lines ?? [], body.PayableMinor, body.ServiceCharge, "", "");
        var placed = await commands.OnceAsync(body.CommandId, request, () => place.HandleAsync(here, request, ct), ct);
        return placed.Ok
            ? Results.Json(new GuestOrderAnswer(placed.Value.OrderId, placed.Value.Number, placed.Value.PayableMinor,
                here.Restaurant.Currency.Code, placed.Value.Waits), Answers.Json)
            : answer.Of(placed.Error);
    }
}
