using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Ordering.GuestPages;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Ordering.GuestBasket;

/// <summary>The address of the basket: shown and changed.</summary>
internal sealed class BasketEndpoints(
    GuestPlaces restaurants, BasketScreen screen, ChangeBasketHandler change, Commands commands)
{
    public async Task ShowAsync(HttpContext http, CancellationToken ct) =>
        await screen.SendAsync(http, await restaurants.OfAsync(http, ct), OrderFormValues.Fresh, null, ct);

    public async Task ChangeAsync(HttpContext http, Guid id, CancellationToken ct)
    {
        var here = await restaurants.OfAsync(http, ct);
        var fields = await GuestForm.ReadAsync(http, ct);
        var request = new ChangeBasketRequest(id, fields.Text("remove").Length > 0 ? 0 : fields.Number("quantity"));
        var changed = await commands.OnceAsync(
            fields.CommandId, request, () => change.HandleAsync(here, request, ct), ct);
        // A line that went in another tab is what was wanted; the page shows what is left.
        if (changed.Ok || changed.Error is NotFound) http.Response.Redirect(here.Url("/basket"));
        else await screen.SendAsync(http, here, OrderFormValues.Fresh, changed.Error, ct);
    }
}
