using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering.GuestOrder;
using Restpy.Ordering.GuestPages;
using Restpy.Ordering.GuestStatus;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Ordering.GuestBasket;

/// <summary>The address of the basket: shown, changed, ordered.</summary>
internal sealed class BasketEndpoints(GuestPlaces restaurants, MenuCache menus, BasketReader baskets,
    GuestOrders orders, GuestForm form, ChangeBasketHandler change, PlaceGuestOrderHandler place, Commands commands,
    TimeProvider time)
{
    public async Task ShowAsync(HttpContext http, CancellationToken ct) =>
        await SendAsync(http, await restaurants.OfAsync(http, ct), OrderFormValues.Fresh, null, ct);

    public async Task ChangeAsync(HttpContext http, Guid id, CancellationToken ct)
    {
        var here = await restaurants.OfAsync(http, ct);
        var fields = await GuestForm.ReadAsync(http, ct);
        var request = new ChangeBasketRequest(id, fields.Text("remove").Length > 0 ? 0 : fields.Number("quantity"));
        var changed = await commands.OnceAsync(
            fields.CommandId, request, () => change.HandleAsync(here, request, ct), ct);
        // A line that went in another tab is what was wanted; the page shows what is left.
        if (changed.Ok || changed.Error is NotFound) http.Response.Redirect(here.Url("/basket"));
        else await SendAsync(http, here, OrderFormValues.Fresh, changed.Error, ct);
    }

    public async Task PlaceAsync(HttpContext http, CancellationToken ct)
    {
        var here = await restaurants.OfAsync(http, ct);
        var fields = await GuestForm.ReadAsync(http, ct);
        var typed = new OrderFormValues(fields.Text("name"), fields.Text("phone"), fields.Text("service") == "1");
        var request = new PlaceGuestOrderRequest(
            null, fields.Amount("payable"), typed.ServiceCharge, typed.Name, typed.Phone);
        var placed = await commands.OnceAsync(
            fields.CommandId, request, () => place.HandleAsync(here, request, ct), ct);
        if (placed.Ok) http.Response.Redirect(here.Url(here.IsTable ? "/order" : "/order/" + placed.Value.OrderId));
        else await SendAsync(http, here, typed, placed.Error, ct);
    }

    private async Task SendAsync(
        HttpContext http, GuestPlace here, OrderFormValues typed, Error? error, CancellationToken ct)
    {
        var basket = await baskets.OfAsync(here, await menus.OfAsync(here.Restaurant.Id, here.Branch.Id, ct), ct);
        var running = await orders.WithAsync(
            here, basket.Good.Select(e => BasketReader.Billable(e.Line.Id, e.Chosen!, here.MenuLanguage)), ct);
        var ready = here.IsTable ? (DateTimeOffset?)null : PickupTime.At(time.GetUtcNow(), here.Branch.PickupMinutes);
        var html = new BasketPage(here, basket, () => form.Hidden(http)).Write(typed, error, ready, running);
        await GuestPage.SendAsync(http, html, error is null ? StatusCodes.Status200OK : Answer.Status(error.Kind));
    }
}
