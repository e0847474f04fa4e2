using Microsoft.AspNetCore.Http;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering.GuestPages;
using Restpy.Platform.Data;
using Restpy.Platform.Web;

namespace Restpy.Ordering.GuestDish;

/// <summary>The address of a dish: shown, and taken into the basket.</summary>
internal sealed class DishEndpoints(GuestPlaces restaurants, MenuCache menus, GuestForm form, AddToBasketHandler add,
    Commands commands, WorkScope scope)
{
    public async Task ShowAsync(HttpContext http, Guid id, CancellationToken ct)
    {
        var place = await restaurants.OfAsync(http, ct);
        if (await FindAsync(id, ct) is not { } dish) await GuestPage.RefuseAsync(http, place, new DishNotOnMenu());
        else await GuestPage.SendAsync(http, Page(http, place, dish).Write(DishFormValues.Fresh(dish), null));
    }

    public async Task AddAsync(HttpContext http, Guid id, CancellationToken ct)
    {
        var place = await restaurants.OfAsync(http, ct);
        var fields = await GuestForm.ReadAsync(http, ct);
        var typed = DishFormValues.From(fields);
        var request = new AddToBasketRequest(typed.Request(id));
        var added = await commands.OnceAsync(fields.CommandId, request, () => add.HandleAsync(place, request, ct), ct);
        var dish = await FindAsync(id, ct);
        if (added.Ok)
            http.Response.Redirect(place.Url(query: Filter(http).Query) + (dish is null ? "" : "#" + dish.Code));
        else if (dish is null) await GuestPage.RefuseAsync(http, place, added.Error);
        else await GuestPage.SendAsync(
        http, Page(http, place, dish).Write(typed, added.Error), Answer.Status(added.Error.Kind));
    }

    private DishPage Page(HttpContext http, GuestPlace place, MenuItem dish) =>
        new(place, dish, Filter(http).Query, form.Hidden(http));

    private static MenuFilter Filter(HttpContext http) => MenuFilter.From(http.Request.Query);

    private async Task<MenuItem?> FindAsync(Guid id, CancellationToken ct) =>
        (await menus.OfAsync(scope.Restaurant, scope.Branch, ct)).Items.GetValueOrDefault(id);
}
