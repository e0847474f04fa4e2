using Microsoft.AspNetCore.Http;
using Restpy.Ordering.GuestPages;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Ordering.GuestOrder;

/// <param name="Lines">Ids and wishes; the prices are the menu's.</param>
/// <param name="PayableMinor">The total the guest was shown, if any; another total refuses the order.</param>
public sealed record GuestOrderRequest(
    Guid CommandId, IReadOnlyList<LineRequest>? Lines, long? PayableMinor, bool ServiceCharge);

/// <param name="PayableMinor">Of this round, tax included.</param>
/// <param name="Waits">The restaurant says yes before the kitchen hears of it.</param>
public sealed record GuestOrderAnswer(Guid OrderId, int Number, long PayableMinor, string Currency, bool Waits);

/// <summary>Where a guest orders: from the page of the basket, or by a program with the code of the table.</summary>
internal sealed class GuestOrderEndpoints(
    GuestPlaces restaurants, BasketScreen screen, PlaceGuestOrderHandler place, Commands commands, Answer answer)
{
    public async Task PlaceAsync(HttpContext http, CancellationToken ct)
    {
        var here = await restaurants.OfAsync(http, ct);
        var fields = await GuestForm.ReadAsync(http, ct);
        var typed = new OrderFormValues(fields.Text("name"), fields.Text("phone"), fields.Text("service") == "1");
        var request = new PlaceGuestOrderRequest(
            null, fields.Amount("payable"), typed.ServiceCharge, typed.Name, typed.Phone);
        var placed = await commands.OnceAsync(
            fields.CommandId, request, () => place.HandleAsync(here, request, http.Actor(), ct), ct);
        if (placed.Ok) http.Response.Redirect(here.Url(here.IsTable ? "/order" : "/order/" + placed.Value.OrderId));
        else await screen.SendAsync(http, here, typed, placed.Error, ct);
    }

    public async Task<IResult> OrderAsync(HttpContext http, GuestOrderRequest body, CancellationToken ct)
    {
        var here = await restaurants.OfAsync(http, ct);
        var request = new PlaceGuestOrderRequest(body.Lines ?? [], body.PayableMinor, body.ServiceCharge, "", "");
        var placed = await commands.OnceAsync(
            body.CommandId, request, () => place.HandleAsync(here, request, http.Actor(), ct), ct);
        return placed.Ok
            ? Results.Json(new GuestOrderAnswer(placed.Value.OrderId, placed.Value.Number, placed.Value.PayableMinor,
                here.Restaurant.Currency.Code, placed.Value.Waits), Answers.Json)
            : answer.Of(placed.Error);
    }
}
