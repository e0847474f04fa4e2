using Microsoft.AspNetCore.Http;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering.GuestPages;
using Restpy.Platform.Data;

namespace Restpy.Ordering.GuestApi;

/// <summary>The table for a program: the same menu with the same prices as on the page.</summary>
internal sealed class GuestApiEndpoints(GuestPlaces restaurants, MenuCache menus)
{
    public async Task<IResult> MenuAsync(HttpContext http, CancellationToken ct)
    {
        var here = await restaurants.OfAsync(http, ct);
        return Results.Json(
            GuestMenuAnswer.Of(here, await menus.OfAsync(here.Restaurant.Id, here.Branch.Id, ct)), Answers.Json);
    }
}
