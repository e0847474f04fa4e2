using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Menu.Contract.Questions;
using Restpy.Platform.Web;

namespace Restpy.Ordering.GuestPages;

/// <summary>Sends the page of the basket: to look at, and again when a change or an order was refused.</summary>
internal sealed class BasketScreen(
    MenuCache menus, BasketReader baskets, GuestOrders orders, GuestForm form, TimeProvider time)
{
    /// <param name="typed">What the guest filled in to order.</param>
    /// <param name="error">Why it was not done; null for a page to look at.</param>
    public async Task SendAsync(
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
