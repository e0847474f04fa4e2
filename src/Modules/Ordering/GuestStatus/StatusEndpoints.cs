using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Ordering.GuestPages;
using Restpy.Platform.Data;
using Restpy.Platform.Live;
using Restpy.Platform.Pages;
using Restpy.Platform.Web;

namespace Restpy.Ordering.GuestStatus;

internal sealed record NothingCookedYet() : Error(ErrorKind.Conflict);

/// <summary>What a table wants of the restaurant: the same wish with the same command is one.</summary>
internal sealed record GuestWish(Guid OrderId, string Wish);

/// <summary>The address of a guest's order: shown, followed live, and where the waiter is called from.</summary>
internal sealed class StatusEndpoints(GuestPlaces restaurants, GuestOrders orders, GuestForm form,
    CallWaiterHandler calls, Commands commands, LiveStream live, RestpyDb db, ScriptMap scripts)
{
    private static readonly HashSet<string> Topics = ["orders", "kitchen"];

    public async Task ShowAsync(HttpContext http, Guid? id, CancellationToken ct)
    {
        var place = await restaurants.OfAsync(http, ct);
        if (await orders.FindAsync(place, id, ct) is { } order) await SendAsync(http, place, order, null, ct);
        else if (place.IsTable) await GuestPage.SendAsync(http, StatusPage.Nothing(place));
        else await GuestPage.RefuseAsync(http, place, new NotFound("order"));
    }

    public Task CallAsync(HttpContext http, CancellationToken ct) =>
        ActAsync(http, _ => "call", (_, order, _) => calls.CallAsync(order.Id, ct), ct);

    /// <summary>
    /// With the voluntary service charge only where the guest chose it in this very form; a phone that is not of this
    /// sitting leaves it as it was agreed.
    /// </summary>
    public Task AskBillAsync(HttpContext http, CancellationToken ct) =>
        ActAsync(http, fields => fields.Text("service") == "1" ? "bill with service charge"
            : "bill", async (place, order, wish) =>
            order.Kots == 0 ? new NothingCookedYet()
            : await calls.AskBillAsync(order.Id, await OrderMembership.KnowsAsync(db, order, place.GuestKey, ct)
                ? wish != "bill" : order.WantsServiceCharge, ct), ct);

    public async Task<IResult> FollowAsync(HttpContext http, Guid? id, CancellationToken ct)
    {
        var place = await restaurants.OfAsync(http, ct);
        return await orders.FindAsync(place, id, ct) is { } order ? live.Follow(http, Topics, order.Id, ct)
            : TypedResults.NotFound();
    }

    private async Task ActAsync(HttpContext http, Func<GuestForm.Fields, string> wishOf,
        Func<GuestPlace, Order, string, Task<Outcome<Done>>> act, CancellationToken ct)
    {
        var place = await restaurants.OfAsync(http, ct);
        var fields = await GuestForm.ReadAsync(http, ct);
        if (await orders.FindAsync(place, null, ct) is not { } order)
        {
            await GuestPage.RefuseAsync(http, place, new NotFound("order"));
            return;
        }
        var wish = wishOf(fields);
        var done = await commands.OnceAsync(
            fields.CommandId, new GuestWish(order.Id, wish), () => act(place, order, wish), ct);
        if (done.Ok) http.Response.Redirect(place.Url("/order"));
        else await SendAsync(http, place, order, done.Error, ct);
    }

    private async Task SendAsync(HttpContext http, GuestPlace place, Order order, Error? error, CancellationToken ct)
    {
        var view = await orders.ViewAsync(place, order, ct);
        var html = new StatusPage(place, view, () => form.Hidden(http), scripts.Find("/m/ordering/guest-order.js")!)
            .Write(error);
        await GuestPage.SendAsync(http, html, error is null ? StatusCodes.Status200OK : Answer.Status(error.Kind));
    }
}
