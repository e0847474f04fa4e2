using Microsoft.AspNetCore.Http;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Ordering.GuestPages;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;

namespace Restpy.Ordering.GuestMenu;

/// <summary>
/// The menu for a guest: the kept page for most, a page with the basket's bar for one who has begun to choose.
/// </summary>
internal sealed class ShowMenuHandler(GuestPlaces restaurants, MenuCache menus, MenuPages pages,
    LazyService<BasketReader> baskets, LazyService<GuestOrders> orders, WorkScope scope)
{
    public async Task HandleAsync(HttpContext http, CancellationToken ct)
    {
        var place = await restaurants.OfAsync(http, ct);
        var menu = await menus.OfAsync(scope.Restaurant, scope.Branch, ct);
        var filter = MenuFilter.From(http.Request.Query);
        LanguageChoice.Remember(http);
        http.Response.ContentType = GuestPage.ContentType;
        http.Response.Headers.Vary = "Accept-Encoding, Accept-Language, Cookie";
        if (await BarAsync(place, menu, ct) is { } bar)
            await SendOwnAsync(http, new MenuCard(place, menu, filter).Write(bar), ct);
        else await SendKeptAsync(http, pages.Of(place, menu, filter), ct);
    }

    private async Task<Action<Html>?> BarAsync(GuestPlace place, BranchMenu menu, CancellationToken ct)
    {
        if (place.GuestKey.Length == 0) return null;
        var basket = await baskets.Value.OfAsync(place, menu, ct);
        if (basket.Pieces > 0) return html => BasketBar.Write(html, place, basket);
        if (place.IsTable || await orders.Value.NewestAsync(place, ct) is not { } order) return null;
        return html => BasketBar.WriteOrder(html, place, order);
    }

    private static async Task SendKeptAsync(HttpContext http, MenuPages.Kept page, CancellationToken ct)
    {
        var encoding = GuestPage.Encoding(http.Request);
        var tag = new Microsoft.Net.Http.Headers.EntityTagHeaderValue(
            $"\"{page.Tag}{(encoding.Length > 0 ? "-" : "")}{encoding}\"");
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.GetTypedHeaders().ETag = tag;
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            // Still a page: a 304 renews the kept headers, and the policy for data would forbid its sheet.
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        await SendAsync(http, page.In(encoding), encoding, ct);
    }

    /// <summary>A page with somebody's basket on it is for that phone alone.</summary>
    private static async Task SendOwnAsync(HttpContext http, Html html, CancellationToken ct)
    {
        var encoding = GuestPage.Encoding(http.Request);
        http.Response.Headers.CacheControl = "private, no-cache";
        await SendAsync(http, GuestPage.Compress(html.Bytes, encoding, kept: false), encoding, ct);
    }

    private static async Task SendAsync(
        HttpContext http, ReadOnlyMemory<byte> bytes, string encoding, CancellationToken ct)
    {
        if (encoding.Length > 0) http.Response.Headers.ContentEncoding = encoding;
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, ct);
    }
}
