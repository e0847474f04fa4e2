using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Restpy.Kernel;
using Restpy.Menu.Contract;
using Restpy.Menu.Contract.Questions;
using Restpy.Platform.Data;
using Restpy.Platform.Gates;
using Restpy.Platform.Web;
using Restpy.Tenancy.Contract;
using Restpy.Tenancy.Contract.Questions;

namespace Restpy.Menu.ReadMenu;

/// <summary>
/// The menu of a branch as programs read it. Texts by language, amounts in minor units of the currency.
/// </summary>
public sealed record MenuAnswer(
    Guid BranchId, long Version, string Currency, IReadOnlyList<MenuCategoryAnswer> Categories);

public sealed record MenuCategoryAnswer(
    Guid Id, string Key, IReadOnlyDictionary<string, string> Name, IReadOnlyList<MenuItemAnswer> Items);

/// <param name="Diet">veg, nonveg or egg.</param>
/// <param name="Left">How many are left where they are counted.</param>
public sealed record MenuItemAnswer(
    Guid Id, string Code, IReadOnlyDictionary<string, string> Name, IReadOnlyDictionary<string, string> Description,
    string Diet, bool Vegan,
    IReadOnlyList<string> Allergens, string Station, string TaxCategory, long PriceMinor, bool SoldOut, int? Left,
    IReadOnlyList<MenuVariantAnswer> Variants, IReadOnlyList<MenuGroupAnswer> Groups);

public sealed record MenuVariantAnswer(Guid Id, string Code, IReadOnlyDictionary<string, string> Name, long PriceMinor);

public sealed record MenuGroupAnswer(Guid Id, string Key, IReadOnlyDictionary<string, string> Name, int Min, int Max,
    IReadOnlyList<MenuModifierAnswer> Modifiers);

public sealed record MenuModifierAnswer(
    Guid Id, string Code, IReadOnlyDictionary<string, string> Name, long PriceMinor, IReadOnlyList<string> Allergens);

internal static class MenuApi
{
    public static void MapReadMenu(this IEndpointRouteBuilder app) =>
        app.MapGroup("/api/v1/menu")
            .WithMetadata(new NeedsAttribute(MenuPermissions.See), new CompressedAttribute(),
            new ReadsAttribute("branchId"))
            .MapGet("", ReadAsync);

    private static async Task<IResult> ReadAsync(HttpContext http, Guid? branchId, WorkScope scope,
        RestaurantDirectory restaurants, MenuCache book, Answer answer, CancellationToken ct)
    {
        var restaurant = await restaurants.GetAsync(scope.Restaurant, ct);
        var branch = restaurant.Asked(scope, branchId);
        if (!branch.Ok) return answer.Of(branch.Error);
        var menu = await book.OfAsync(restaurant.Id, branch.Value.Id, ct);
        if (IsKnown(http, menu)) return Results.StatusCode(StatusCodes.Status304NotModified);
        return answer.Of<MenuAnswer>(
            new MenuAnswer(menu.BranchId, menu.Version, restaurant.Currency.Code,
                [.. menu.Categories.Select(
                    c => new MenuCategoryAnswer(c.Id, c.Key, c.Name.Texts, [.. c.Items.Select(Item)]))]));
    }

    /// <summary>A program that has this version is told so: the menu of a large restaurant is two megabytes.</summary>
    private static bool IsKnown(HttpContext http, BranchMenu menu)
    {
        // Weak: the bytes differ by how they are compressed.
        var tag = new EntityTagHeaderValue($"\"{menu.BranchId:N}-{menu.Version}\"", isWeak: true);
        http.Response.Headers.CacheControl = "private, no-cache";
        http.Response.GetTypedHeaders().ETag = tag;
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false));
    }

    private static MenuItemAnswer Item(MenuItem i) => new(
        i.Id, i.Code, i.Name.Texts, i.Description.Texts, MenuWords.Of(i.Diet), i.Vegan, MenuWords.Of(i.Allergens),
        i.Station, i.TaxCategory, i.PriceMinor, i.SoldOut, i.Left,
        [.. i.Variants.Select(v => new MenuVariantAnswer(v.Id, v.Code, v.Name.Texts, v.PriceMinor))],
        [.. i.Groups.Select(
            g => new MenuGroupAnswer(g.Id, g.Key, g.Name.Texts, g.Min, g.Max,
                [.. g.Modifiers.Select(m =>
                    new MenuModifierAnswer(m.Id, m.Code, m.Name.Texts, m.PriceMinor, MenuWords.Of(m.Allergens)))]))]);
}
